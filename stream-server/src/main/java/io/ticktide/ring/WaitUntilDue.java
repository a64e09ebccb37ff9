package io.ticktide.ring;

import io.ticktide.feed.Feed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

/**
 * Waits until the feed's next event is due: parked, but for the last moments, which it spins if so
 * asked, because the kernel's timer is late by some 50 µs.
 *
 * <p>Parks no longer than a quarter second, so that bars close in time, and no shorter than the
 * timer can do anyway. An idle feed costs four wake-ups a second unless it spins always.
 *
 * <p>Owner: the feed thread.
 */
final class WaitUntilDue implements IdleStrategy {
    private static final long LEAST_NS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long MOST_NS = TimeUnit.MILLISECONDS.toNanos(250);

    /** Spun before the feed is asked again, which may know of something earlier. */
    private static final long SPIN_NS = TimeUnit.MICROSECONDS.toNanos(20);

    private final Feed feed;
    private final NanoClock clock;
    private final long spinNs;

    /**
     * @param spinNs how long before an event is due to spin; 0: not at all, {@link Long#MAX_VALUE}:
     *     always.
     */
    WaitUntilDue(Feed feed, NanoClock clock, long spinNs) {
        this.feed = feed;
        this.clock = clock;
        this.spinNs = spinNs;
    }

    @Override
    public void idle(int workCount) {
        if (workCount == 0) {
            idle();
        }
    }

    @Override
    public void idle() {
        long nowNs = clock.nanoTime();
        long waitNs = waitNs(nowNs);
        long parkNs = parkNs(waitNs);
        if (parkNs > 0) {
            LockSupport.parkNanos(parkNs);
            return;
        }
        long untilNs = nowNs + Math.min(waitNs, SPIN_NS);
        do {
            Thread.onSpinWait();
        } while (clock.nanoTime() < untilNs);
    }

    /** How long to wait now; not above 0 when an event was due but could not be told. */
    long waitNs(long nowNs) {
        long dueNs = feed.nextDueNs();
        // Due since ever, as with a feed without a schedule: the difference could overflow.
        long waitNs = dueNs == Feed.NEVER ? MOST_NS : dueNs <= nowNs ? 0 : dueNs - nowNs;
        return Math.min(MOST_NS, waitNs);
    }

    /** How much of that to park; 0: spin. */
    long parkNs(long waitNs) {
        if (spinNs == Long.MAX_VALUE || (waitNs > 0 && waitNs <= spinNs)) {
            return 0;
        }
        return Math.max(LEAST_NS, waitNs - spinNs);
    }

    @Override
    public void reset() {
        // Holds no state between waits.
    }
}
