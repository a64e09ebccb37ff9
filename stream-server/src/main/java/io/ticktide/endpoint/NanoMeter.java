package io.ticktide.endpoint;

import io.github.bucket4j.TimeMeter;
import org.agrona.concurrent.NanoClock;

/** Shows a bucket the server's monotonic clock. */
record NanoMeter(NanoClock clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
        return clock.nanoTime();
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
