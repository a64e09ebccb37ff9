package io.ticktide.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ThrottleTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    @Test
    void slowReaderTakesAsManyBytesASecondAsToldUntilLifted() {
        // given
        Throttle throttle = new Throttle(20_000, 0, 0, 0);
        long taken = 0;

        // when
        for (long ms = 1; ms <= 1_000; ms++) {
            int allowance = throttle.allowance(ms * MS);
            taken += allowance;
            throttle.spend(allowance);
        }

        // then
        assertThat(taken).isBetween(19_000L, 20_000L);
        throttle.lift();
        assertThat(throttle.allowance(1_001 * MS)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void stallTakesNothingWhileItLasts() {
        // given
        Throttle throttle = new Throttle(0, 10 * MS, 20 * MS, 0);

        // then
        assertThat(throttle.allowance(9 * MS)).isPositive();
        assertThat(throttle.allowance(10 * MS)).isZero();
        assertThat(throttle.allowance(19 * MS)).isZero();
        assertThat(throttle.allowance(20 * MS)).isPositive();
    }
}
