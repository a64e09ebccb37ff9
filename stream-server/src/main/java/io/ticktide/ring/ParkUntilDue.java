package io.ticktide.ring;

import io.ticktide.feed.Feed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

/**
 * Parks the feed thread until the feed's next event is due, but no longer than a quarter second, so
 * that bars close in time, and no shorter than the kernel's timer can do anyway. An idle feed costs
 * four wake-ups a second.
 *
 * <p>Owner: the feed thread.
 */
final class ParkUntilDue implements IdleStrategy {
    private static final long LEAST_NS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long MOST_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Feed feed;
    private final NanoClock clock;

    ParkUntilDue(Feed feed, NanoClock clock) {
        this.feed = feed;
        this.clock = clock;
    }

    @Override
    public void idle(int workCount) {
        if (workCount == 0) {
            idle();
        }
    }

    @Override
    public void idle() {
        LockSupport.parkNanos(waitNs());
    }

    /** How long to park now. */
    long waitNs() {
        long dueNs = feed.nextDueNs();
        long waitNs = dueNs == Feed.NEVER ? MOST_NS : dueNs - clock.nanoTime();
        return Math.min(MOST_NS, Math.max(LEAST_NS, waitNs));
    }

    @Override
    public void reset() {
        // Holds no state between waits.
    }
}
