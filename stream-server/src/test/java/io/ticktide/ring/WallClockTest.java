package io.ticktide.ring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WallClockTest {
    private static final long START_NS = 1_800_000_000_000_123_456L;
    private static final long SECOND_NS = 1_000_000_000L;

    private long monotonicNs = 77;
    private long aheadNs = START_NS;

    private final WallClock clock = new WallClock(() -> monotonicNs + aheadNs, () -> monotonicNs);

    @Test
    void goesOnAsTheMonotonicClockDoes() {
        // when
        monotonicNs += 1_234_567;

        // then
        assertThat(clock.nanoTime()).isEqualTo(START_NS + 77 + 1_234_567);
    }

    @Test
    void followsAClockThatWasSetAfterAWhile() {
        // given
        aheadNs += 5;
        monotonicNs += SECOND_NS;
        long before = clock.nanoTime() - monotonicNs;

        // when
        monotonicNs += 10 * SECOND_NS;

        // then
        assertThat(before).isEqualTo(START_NS);
        assertThat(clock.nanoTime() - monotonicNs).isEqualTo(START_NS + 5);
    }

    @Test
    void sampleThatWasInterruptedIsNotUsed() {
        // given: the wall clock is read late once
        long[] reads = {0};
        WallClock interrupted =
                new WallClock(
                        () -> {
                            if (reads[0]++ == 0) {
                                monotonicNs += SECOND_NS;
                            }
                            return monotonicNs + START_NS;
                        },
                        () -> monotonicNs);

        // then
        assertThat(interrupted.nanoTime() - monotonicNs).isEqualTo(START_NS);
    }
}
