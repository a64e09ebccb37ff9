package io.ticktide.candles;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class BarSeriesTest {
    private static final long S = TimeUnit.SECONDS.toNanos(1);
    private static final int NOTIONAL_SCALE = 5;
    private static final int LAST = Bits.FLAG_LAST_IN_EVENT;

    private final List<Bar> events = new ArrayList<>();
    private long tradeSeq;

    @Test
    void tradesOfOneBarChangeItOneByOne() {
        // given
        BarSeries bars = wanted(BarInterval.S5, 10);

        // when
        trade(bars, 11 * S, 100, 2);
        trade(bars, 12 * S, 90, 1);
        trade(bars, 15 * S - 1, 105, 4);

        // then
        Bar last = events.get(2);
        assertThat(events).extracting(Bar::seq).containsExactly(1L, 2L, 3L);
        assertThat(last)
                .isEqualTo(
                        new Bar(
                                3,
                                LAST,
                                10 * S,
                                100,
                                105,
                                90,
                                105,
                                7,
                                notional(100 * 2 + 90 + 105 * 4),
                                1,
                                3,
                                3,
                                5,
                                0,
                                "OPEN",
                                Bits.QUALITY_PARTIAL_START));
    }

    @Test
    void tradeAtTheBoundaryClosesTheBarAndOpensTheNext() {
        // given
        BarSeries bars = wanted(BarInterval.S5, 10);
        trade(bars, 11 * S, 100, 2);

        // when
        trade(bars, 15 * S, 101, 1);

        // then
        assertThat(events).extracting(Bar::state).containsExactly("OPEN", "CLOSED", "OPEN");
        assertThat(events).extracting(Bar::seq).containsExactly(1L, 2L, 3L);
        assertThat(events).extracting(Bar::openTime).containsExactly(10 * S, 10 * S, 15 * S);
        assertThat(events.get(2).quality()).isZero();
        assertThat(bars.history().size()).isEqualTo(1);
    }

    @Test
    void clockClosesAtTheEndOfTheBarAndNotBefore() {
        // given
        BarSeries bars = wanted(BarInterval.S5, 10);
        trade(bars, 11 * S, 100, 2);

        // when
        bars.closeUntil(15 * S - 1, 0);
        int tooEarly = events.size();
        bars.closeUntil(15 * S, 0);
        bars.closeUntil(20 * S, 0);

        // then
        assertThat(tooEarly).isEqualTo(1);
        assertThat(events).extracting(Bar::state).containsExactly("OPEN", "CLOSED");
        assertThat(bars.hasOpenBar()).isFalse();
    }

    @Test
    void lateTradeCorrectsItsBarEachTimeOneRevisionHigher() {
        // given
        BarSeries bars = wanted(BarInterval.S5, 10);
        trade(bars, 11 * S, 100, 2);
        trade(bars, 16 * S, 101, 1);

        // when
        trade(bars, 12 * S, 120, 3);
        trade(bars, 13 * S, 80, 1);

        // then
        assertThat(events).extracting(Bar::seq).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(events.get(4))
                .isEqualTo(
                        new Bar(
                                5,
                                LAST,
                                10 * S,
                                100,
                                120,
                                80,
                                80,
                                6,
                                notional(200 + 360 + 80),
                                1,
                                4,
                                3,
                                5,
                                2,
                                "CORRECTED",
                                Bits.QUALITY_PARTIAL_START | Bits.QUALITY_LATE_TRADES));
        assertThat(Bar.of(bars.history().bar(0))).isEqualTo(events.get(4));
        assertThat(Bar.of(bars.newest()).openTime()).isEqualTo(15 * S);
        assertThat(Bar.of(bars.newest()).seq()).isEqualTo(5);
    }

    @Test
    void lateTradeAfterTheClockClosedItsBarCorrectsIt() {
        // given
        BarSeries bars = wanted(BarInterval.S5, 10);
        trade(bars, 11 * S, 100, 2);
        bars.closeUntil(15 * S, 0);

        // when
        trade(bars, 14 * S, 100, 1);

        // then
        assertThat(events).extracting(Bar::state).containsExactly("OPEN", "CLOSED", "CORRECTED");
        assertThat(bars.hasOpenBar()).isFalse();
        assertThat(Bar.of(bars.newest())).isEqualTo(events.get(2));
    }

    @Test
    void lateTradeOfABarThatNeverWasInsertsIt() {
        // given
        BarSeries bars = wanted(BarInterval.S5, 10);
        trade(bars, 11 * S, 100, 2);
        trade(bars, 26 * S, 101, 1);
        bars.closeUntil(30 * S, 0);

        // when
        trade(bars, 18 * S, 90, 7);

        // then
        Bar late = events.get(events.size() - 1);
        assertThat(late.openTime()).isEqualTo(15 * S);
        assertThat(late.revision()).isEqualTo(1);
        assertThat(late.state()).isEqualTo("CORRECTED");
        assertThat(late.quality()).isEqualTo(Bits.QUALITY_LATE_TRADES);
        assertThat(openTimes(bars)).containsExactly(10 * S, 15 * S, 25 * S);
        assertThat(Bar.of(bars.newest()).openTime()).isEqualTo(25 * S);
        assertThat(Bar.of(bars.newest()).seq()).isEqualTo(late.seq());
    }

    @Test
    void tradeOlderThanAllThatIsKeptChangesNothing() {
        // given
        BarSeries bars = wanted(BarInterval.S1, 3);
        for (int second = 10; second <= 14; second++) {
            trade(bars, second * S, 100, 1);
        }
        long seqBefore = bars.seq();
        int eventsBefore = events.size();

        // when
        trade(bars, 10 * S, 50, 1);

        // then
        assertThat(openTimes(bars)).containsExactly(11 * S, 12 * S, 13 * S);
        assertThat(bars.seq()).isEqualTo(seqBefore);
        assertThat(events).hasSize(eventsBefore);
    }

    @Test
    void historyGrowsToItsCapacityAndThenForgetsTheOldest() {
        // given
        BarSeries bars = wanted(BarInterval.S1, 37);

        // when
        for (int second = 0; second <= 100; second++) {
            trade(bars, second * S, 100 + second, 1);
        }

        // then
        List<Long> expected = new ArrayList<>();
        for (long second = 63; second < 100; second++) {
            expected.add(second * S);
        }
        assertThat(openTimes(bars)).isEqualTo(expected);
        assertThat(bars.history().indexFrom(70 * S)).isEqualTo(7);
        assertThat(bars.history().indexFrom(0)).isZero();
        assertThat(bars.history().indexFrom(200 * S)).isEqualTo(37);
    }

    @Test
    void seqCountsEveryEventWhetherOrNotAnybodyListens() {
        // given
        BarSeries told = wanted(BarInterval.S1, 10);
        BarSeries untold = series(BarInterval.S1, 10);

        // when
        for (long at : new long[] {S, S + 5, 2 * S, 2 * S + 1, S + 7, 9 * S}) {
            told.onTrade(at, 0, 0, 0, 100, 1, 1);
            untold.onTrade(at, 0, 0, 0, 100, 1, 1);
        }

        // then
        assertThat(untold.seq()).isEqualTo(told.seq()).isEqualTo(8);
        assertThat(Bar.of(untold.newest())).isEqualTo(Bar.of(told.newest()));
    }

    @Test
    void notionalIsExactWhereItFitsAndRoundedWhereNot() {
        // given
        BarSeries bars = wanted(BarInterval.S1, 10);
        long large = (1L << 53) - 1;

        // when
        trade(bars, S, 3, 7);
        trade(bars, S, large, large);

        // then
        BigDecimal exact = notional(21).add(BigDecimal.valueOf(large).pow(2).movePointLeft(5));
        BigDecimal told = events.get(1).notional();
        assertThat(events.get(0).notional()).isEqualTo(notional(21));
        assertThat(told.subtract(exact).abs()).isLessThan(exact.movePointLeft(15));
    }

    @Test
    void replayIsFlaggedOnItsBars() {
        // given
        BarSeries bars = wanted(BarInterval.S1, 10);

        // when
        bars.onTrade(S, 0, Bits.FLAG_REPLAY | Bits.FLAG_SNAPSHOT, 0, 100, 1, 1);

        // then
        assertThat(events.get(0).flags()).isEqualTo(Bits.FLAG_REPLAY | LAST);
    }

    @Test
    void seriesWithoutTradesHasNoNewestBar() {
        // given
        BarSeries bars = wanted(BarInterval.D1, 10);

        // when
        bars.closeUntil(Long.MAX_VALUE, 0);

        // then
        assertThat(bars.newest()).isNull();
        assertThat(bars.seq()).isZero();
    }

    @Test
    void seriesThatIsRestoredGoesOnAsTheOneBefore() {
        // given: a corrected bar, a closed one, an open one
        BarSeries bars = wanted(BarInterval.S5, 10);
        trade(bars, 11 * S, 100, 2);
        trade(bars, 16 * S, 101, 1);
        trade(bars, 12 * S, 120, 3);
        trade(bars, 21 * S, 99, 5);
        BarSeries restored = wanted(BarInterval.S5, 10);
        for (int i = 0; i < bars.history().size(); i++) {
            restored.restore(bars.history().buffer(), bars.history().offset(i));
        }
        restored.restore(bars.newest(), 0);
        events.clear();

        // when
        long before = tradeSeq;
        for (BarSeries each : List.of(bars, restored)) {
            tradeSeq = before;
            trade(each, 22 * S, 98, 1);
            trade(each, 17 * S, 90, 1);
            trade(each, 25 * S, 97, 1);
            each.closeUntil(30 * S, 0);
        }

        // then
        int half = events.size() / 2;
        assertThat(half).isEqualTo(5);
        assertThat(events.subList(half, 2 * half)).isEqualTo(events.subList(0, half));
        assertThat(openTimes(restored)).isEqualTo(openTimes(bars));
    }

    private BarSeries wanted(BarInterval interval, int historyBars) {
        BarSeries bars = series(interval, historyBars);
        bars.wanted(true);
        return bars;
    }

    private BarSeries series(BarInterval interval, int historyBars) {
        return new BarSeries(
                0,
                interval,
                NOTIONAL_SCALE,
                historyBars,
                (of, message, length) -> events.add(Bar.of(message)));
    }

    private void trade(BarSeries bars, long timeNs, long price, long qty) {
        bars.onTrade(timeNs, timeNs, 0, 0, price, qty, ++tradeSeq);
    }

    private static BigDecimal notional(long mantissa) {
        return BigDecimal.valueOf(mantissa, NOTIONAL_SCALE).stripTrailingZeros();
    }

    private static List<Long> openTimes(BarSeries bars) {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < bars.history().size(); i++) {
            times.add(bars.history().bar(i).openTime());
        }
        return times;
    }
}
