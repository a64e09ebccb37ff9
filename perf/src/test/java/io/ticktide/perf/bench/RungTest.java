package io.ticktide.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RungTest {
    private static final Fairness EVEN = new Fairness(1, 1, 1);
    private static final ServerUse ANY = new ServerUse(true, 1, 1, 0, 0);

    @Test
    void oneMessageMissingIsNotSustained() {
        assertThat(rung(1_000, 1_000, 0).sustained()).isTrue();
        assertThat(rung(1_000, 999, 0).sustained()).isFalse();
    }

    @Test
    void growingBacklogIsNotSustained() {
        assertThat(rung(1_000, 1_000, 50_000_000).sustained()).isTrue();
        assertThat(rung(1_000, 1_000, 50_000_001).sustained()).isFalse();
    }

    @Test
    void nothingExpectedIsNothingSustained() {
        assertThat(rung(0, 0, 0).sustained()).isFalse();
    }

    @Test
    void fairnessTellsTheFavouriteFromTheEven() {
        assertThat(Fairness.of(new long[] {5, 5, 5})).isEqualTo(new Fairness(5, 5, 1));
        assertThat(Fairness.of(new long[] {0, 0, 9}).jain()).isEqualTo(1 / 3.0);
    }

    private static Rung rung(long expected, long delivered, long tailNs) {
        return new Rung(1_000, 1, expected, delivered, tailNs, ANY, 1, 0, 0, EVEN);
    }
}
