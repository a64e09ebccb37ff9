package io.ticktide.perf;

import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * Always the same time: the cost of asking is measured by {@link ClockBenchmark} alone, and no
 * heartbeat falls due in the middle of another measurement.
 */
final class StoppedClock implements NanoClock, EpochNanoClock {
    /** 2024-08-08T00:00:00Z in ns since the Unix epoch; as a monotonic time any is as good. */
    static final long NOW_NS = 1_723_075_200_000_000_000L;

    @Override
    public long nanoTime() {
        return NOW_NS;
    }
}
