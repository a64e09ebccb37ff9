package io.ticktide.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class QueueTimesTest {
    private final QueueTimes times = new QueueTimes();

    @Test
    void nothingSentMeansNoTime() {
        assertThat(times.microsAt(50)).isZero();
        assertThat(times.microsAt(99)).isZero();
    }

    @Test
    void percentilesAreUpperBoundsWithinAFactorOfTwo() {
        // given
        Random random = new Random(7);
        long[] micros = new long[1_000];
        for (int i = 0; i < micros.length; i++) {
            micros[i] = random.nextLong(1L << random.nextInt(1, 25));
            times.record(micros[i] * 1_000 + random.nextInt(1_000));
        }
        Arrays.sort(micros);

        for (int percent : new int[] {1, 50, 90, 99, 100}) {
            // when
            long exact = micros[(int) Math.ceil(micros.length * percent / 100.0) - 1];

            // then
            assertThat(times.microsAt(percent)).isBetween(exact, Math.max(1, 2 * exact));
        }
    }

    @Test
    void clockThatStepsBackCountsAsNoTimeAndAnAgeAsTheLongest() {
        // when
        times.record(-5_000_000);
        times.record(Long.MAX_VALUE);

        // then
        assertThat(times.microsAt(50)).isZero();
        assertThat(times.microsAt(100)).isEqualTo((1L << 31) - 1);
    }
}
