package io.ticktide.candles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BarIntervalTest {
    @Test
    void barsStartAtMultiplesOfTheirLengthBeforeTheEpochToo() {
        long second = 1_000_000_000L;

        assertThat(BarInterval.M1.openTimeNs(119 * second + 5)).isEqualTo(60 * second);
        assertThat(BarInterval.M1.openTimeNs(120 * second)).isEqualTo(120 * second);
        assertThat(BarInterval.M1.openTimeNs(-1)).isEqualTo(-60 * second);
        assertThat(BarInterval.D1.openTimeNs(86_400 * second - 1)).isZero();
    }

    @Test
    void labelsNameTheIntervals() {
        assertThat(BarInterval.labels()).isEqualTo("1s 5s 15s 1m 5m 15m 1h 1d");
        assertThat(BarInterval.of("15m")).isSameAs(BarInterval.M15);
        assertThat(BarInterval.of("15M")).isNull();
        assertThat(BarInterval.of("15m").seconds()).isEqualTo(900);
    }

    @Test
    void eachIntervalDividesTheNextLonger() {
        for (int i = 1; i < BarInterval.count(); i++) {
            int shorter = BarInterval.at(i - 1).seconds();
            assertThat(BarInterval.at(i).seconds() % shorter).isZero();
        }
    }
}
