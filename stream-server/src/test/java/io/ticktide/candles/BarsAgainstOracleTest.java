package io.ticktide.candles;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random trades, some of them late, into all intervals, held against bars made the slow way. */
final class BarsAgainstOracleTest {
    private static final int NOTIONAL_SCALE = 5;
    private static final int TRADES = 3_000;
    private static final long MOST_STEP_NS = TimeUnit.SECONDS.toNanos(40);

    private final Map<BarInterval, List<Bar>> events = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void barsAreThoseMadeOneTradeAtATime(long seed) {
        // given
        Random random = new Random(seed);
        Map<BarInterval, Oracle> oracles = new HashMap<>();
        InstrumentBars bars =
                new InstrumentBars(
                        0,
                        NOTIONAL_SCALE,
                        TRADES * 2,
                        (interval, message, length) ->
                                events.computeIfAbsent(interval, key -> new ArrayList<>())
                                        .add(Bar.of(message)));
        for (int i = 0; i < BarInterval.count(); i++) {
            bars.series(BarInterval.at(i)).wanted(i % 2 == 0);
            oracles.put(BarInterval.at(i), new Oracle(BarInterval.at(i)));
        }

        // when
        long nowNs = TimeUnit.DAYS.toNanos(20_000);
        for (int seq = 1; seq <= TRADES; seq++) {
            nowNs += random.nextInt(3) == 0 ? random.nextLong(MOST_STEP_NS) : random.nextInt(1_000);
            long lateNs = random.nextInt(5) == 0 ? random.nextLong(3 * MOST_STEP_NS) : 0;
            long price = 1L + random.nextInt(1_000_000);
            long qty = 1L + random.nextInt(1_000_000);
            bars.onTrade(nowNs - lateNs, nowNs, 0, 0, price, qty, seq);
            for (Oracle oracle : oracles.values()) {
                oracle.onTrade(nowNs - lateNs, price, qty, seq);
            }
            if (random.nextInt(4) == 0) {
                for (Oracle oracle : oracles.values()) {
                    long boundaryNs = oracle.interval.openTimeNs(nowNs);
                    bars.closeUntil(oracle.interval, boundaryNs, nowNs);
                    oracle.closeUntil(boundaryNs);
                }
            }
        }

        // then
        for (Oracle oracle : oracles.values()) {
            BarSeries series = bars.series(oracle.interval);
            List<Bar> kept = new ArrayList<>();
            for (int i = 0; i < series.history().size(); i++) {
                kept.add(Bar.of(series.history().bar(i)).content());
            }
            if (series.hasOpenBar()) {
                kept.add(Bar.of(series.newest()).content());
            }
            assertThat(kept).isEqualTo(oracle.bars());
            assertThat(series.seq()).isEqualTo(oracle.events);
            List<Long> seqs =
                    events.getOrDefault(oracle.interval, List.of()).stream().map(Bar::seq).toList();
            assertThat(seqs).isSorted().doesNotHaveDuplicates();
            if (oracle.interval.ordinal() % 2 == 0) {
                assertThat(seqs).hasSize((int) oracle.events);
            }
        }
    }

    /** All trades of each bar, summed up when asked. */
    private static final class Oracle {
        private final BarInterval interval;
        private final TreeMap<Long, List<long[]>> trades = new TreeMap<>();
        private final Map<Long, Integer> revisions = new HashMap<>();
        private Long open;
        private Long firstBar;
        private long events;

        Oracle(BarInterval interval) {
            this.interval = interval;
        }

        void onTrade(long timeNs, long price, long qty, long seq) {
            long at = interval.openTimeNs(timeNs);
            boolean isNew = trades.isEmpty() || at > trades.lastKey();
            if (isNew && open != null) {
                open = null;
                events++;
            }
            if (isNew) {
                open = at;
                firstBar = firstBar == null ? Long.valueOf(at) : firstBar;
            }
            if (open == null || at != open) {
                revisions.merge(at, 1, Integer::sum);
            }
            trades.computeIfAbsent(at, key -> new ArrayList<>()).add(new long[] {price, qty, seq});
            events++;
        }

        void closeUntil(long boundaryNs) {
            if (open != null && open + interval.lengthNs() <= boundaryNs) {
                open = null;
                events++;
            }
        }

        List<Bar> bars() {
            List<Bar> bars = new ArrayList<>();
            trades.forEach((at, list) -> bars.add(bar(at, list)));
            return bars;
        }

        private Bar bar(long at, List<long[]> list) {
            BigDecimal notional = BigDecimal.ZERO;
            long volume = 0;
            for (long[] trade : list) {
                BigDecimal price = BigDecimal.valueOf(trade[0]);
                notional = notional.add(price.multiply(BigDecimal.valueOf(trade[1])));
                volume += trade[1];
            }
            int revision = revisions.getOrDefault(at, 0);
            boolean isOpen = open != null && open == at;
            int quality = at == firstBar ? Bits.QUALITY_PARTIAL_START : 0;
            return new Bar(
                    0,
                    0,
                    at,
                    list.get(0)[0],
                    list.stream().mapToLong(trade -> trade[0]).max().orElseThrow(),
                    list.stream().mapToLong(trade -> trade[0]).min().orElseThrow(),
                    list.get(list.size() - 1)[0],
                    volume,
                    notional.movePointLeft(NOTIONAL_SCALE).stripTrailingZeros(),
                    list.get(0)[2],
                    list.get(list.size() - 1)[2],
                    list.size(),
                    interval.seconds(),
                    revision,
                    isOpen ? "OPEN" : revision > 0 ? "CORRECTED" : "CLOSED",
                    quality | (revision > 0 ? Bits.QUALITY_LATE_TRADES : 0));
        }
    }
}
