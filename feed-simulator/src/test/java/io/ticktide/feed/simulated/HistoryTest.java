package io.ticktide.feed.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.feed.Feed;
import io.ticktide.feed.MarketListener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long START_NS = 1_750_000_000L * SECOND_NS + 123_456_789;

    @ParameterizedTest
    @CsvSource({"20", "1", "200", "10000"})
    void busiestInstrumentHasTradesInTheLastBarsOfEveryInterval(int instruments) {
        // given
        List<Print> prints = new ArrayList<>();
        Feed feed = feed(instruments);

        // when
        int told = feed.poll(new PrintListener(prints), 0, Integer.MAX_VALUE);

        // then
        assertThat(told).isLessThanOrEqualTo(100_000);
        for (int id = 0; id < Math.min(instruments, 3); id++) {
            for (int intervalS : new int[] {1, 5, 15, 60, 300, 900, 3600}) {
                assertThat(barsWithTrades(prints, id, intervalS, 300)).isGreaterThanOrEqualTo(270);
            }
            assertThat(barsWithTrades(prints, id, 86_400, 60)).isGreaterThanOrEqualTo(50);
        }
    }

    @Test
    void barsHaveBodiesAndWicks() {
        // given
        List<Print> prints = new ArrayList<>();

        // when
        feed(20).poll(new PrintListener(prints), 0, Integer.MAX_VALUE);

        // then: more than two prices in most of 300 bars of a minute
        int rich = 0;
        for (long bar = 1; bar <= 300; bar++) {
            long fromNs = START_NS - bar * 60 * SECOND_NS;
            Set<Long> prices = new HashSet<>();
            for (Print print : prints) {
                if (print.id == 0
                        && print.tsEvent >= fromNs
                        && print.tsEvent < fromNs + 60 * SECOND_NS) {
                    prices.add(print.price);
                }
            }
            rich += prices.size() > 2 ? 1 : 0;
        }
        assertThat(rich).isGreaterThan(180);
    }

    @ParameterizedTest
    @CsvSource({"20", "500"})
    void everyInstrumentIsInOrderBeforeTheStartAndEndsAtTheLivePrice(int instruments) {
        // given
        List<Print> prints = new ArrayList<>();
        Feed feed = feed(instruments);
        PrintListener listener = new PrintListener(prints);

        // when
        feed.poll(listener, 0, Integer.MAX_VALUE);
        feed.poll(listener, 0, Integer.MAX_VALUE);

        // then
        long lastNs = START_NS - SimulatedSettings.HISTORY_NS;
        Print[] last = new Print[instruments];
        for (Print print : prints) {
            assertThat(print.tsEvent).isBetween(lastNs, START_NS - 1);
            lastNs = print.tsEvent;
            assertThat(print.tradeId)
                    .isEqualTo(last[print.id] == null ? 1 : last[print.id].tradeId + 1);
            assertThat(print.price).isPositive();
            last[print.id] = print;
        }
        for (int id = 0; id < 20; id++) {
            double live = listener.bids[id];
            assertThat(last[id].price / live).isBetween(0.999, 1.001);
        }
        assertThat(last).doesNotContainNull();
    }

    private static Feed feed(int instruments) {
        return new SimulatedFeed(new SimulatedSettings(3, instruments, 2_000, START_NS, true));
    }

    private static int barsWithTrades(List<Print> prints, int id, int intervalS, int bars) {
        long intervalNs = intervalS * SECOND_NS;
        long nowBar = START_NS / intervalNs;
        Set<Long> filled = new HashSet<>();
        for (Print print : prints) {
            long bar = print.tsEvent / intervalNs;
            if (print.id == id && bar > nowBar - bars) {
                filled.add(bar);
            }
        }
        return filled.size();
    }

    private record Print(int id, long tsEvent, long price, long tradeId) {}

    private static final class PrintListener implements MarketListener {
        private final List<Print> prints;
        private final long[] bids = new long[SimulatedSettings.MAX_INSTRUMENTS];

        PrintListener(List<Print> prints) {
            this.prints = prints;
        }

        @Override
        public void onQuote(
                int instrumentId, long tsEvent, long bidPx, long bidQty, long askPx, long askQty) {
            bids[instrumentId] = bidPx;
        }

        @Override
        public void onTrade(
                int instrumentId, long tsEvent, long price, long qty, long tradeId, byte side) {
            prints.add(new Print(instrumentId, tsEvent, price, tradeId));
        }

        @Override
        public void onBookStart(int instrumentId, long tsEvent, boolean reset) {}

        @Override
        public void onBookLevel(byte side, long price, long qty) {}

        @Override
        public void onBookEnd() {}

        @Override
        public void onStatus(int instrumentId, long tsEvent, byte state) {}

        @Override
        public void onGap(int instrumentId, byte stream, long missed) {}
    }
}
