package io.ticktide.feed.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleSupplier;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class XoshiroTest {
    private static final int DRAWS = 2_000_000;

    @Test
    void gaussianHasTheMomentsOfANormalDistribution() {
        double[] moments = moments(new Xoshiro(1, 1)::gaussian);

        assertThat(moments[1]).isCloseTo(0, Offset.offset(0.005));
        assertThat(moments[2]).isCloseTo(1, Offset.offset(0.01));
        assertThat(moments[3]).isCloseTo(0, Offset.offset(0.02));
        assertThat(moments[4]).isCloseTo(3, Offset.offset(0.1));
    }

    @Test
    void exponentialHasTheMomentsOfAnExponentialDistribution() {
        double[] moments = moments(new Xoshiro(1, 2)::exponential);

        assertThat(moments[1]).isCloseTo(1, Offset.offset(0.005));
        assertThat(moments[2]).isCloseTo(2, Offset.offset(0.02));
        assertThat(moments[3]).isCloseTo(6, Offset.offset(0.15));
    }

    @Test
    void belowIsUniform() {
        // given
        Xoshiro random = new Xoshiro(1, 3);
        int[] counts = new int[7];

        // when
        for (int i = 0; i < 700_000; i++) {
            counts[random.below(7)]++;
        }

        // then
        for (int count : counts) {
            assertThat(count).isBetween(98_500, 101_500);
        }
    }

    @Test
    void streamsOfOneSeedDiffer() {
        assertThat(new Xoshiro(9, 1).nextLong()).isNotEqualTo(new Xoshiro(9, 2).nextLong());
    }

    /** Means of the powers 0 to 4. */
    private static double[] moments(DoubleSupplier draw) {
        double[] sums = new double[5];
        for (int i = 0; i < DRAWS; i++) {
            double value = draw.getAsDouble();
            double power = 1;
            for (int p = 0; p < sums.length; p++) {
                sums[p] += power / DRAWS;
                power *= value;
            }
        }
        return sums;
    }
}
