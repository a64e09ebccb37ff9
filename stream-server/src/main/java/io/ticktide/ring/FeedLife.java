package io.ticktide.ring;

import org.agrona.concurrent.EpochNanoClock;

/**
 * How the feed is: whether it tells, and since when it does not.
 *
 * <p>Owner: the feed thread writes; any thread reads.
 */
public final class FeedLife {
    /** {@link #heldBackSinceNs} of a feed that is not held back. */
    public static final long NOT_HELD_BACK = Long.MAX_VALUE;

    private final EpochNanoClock clock;
    private volatile Now now; // written by the feed thread, as all below; read by any
    private volatile Runnable onChange = () -> {};
    private volatile long turnedNs;
    private volatile long toldNs;
    private volatile long heldBackSinceNs = NOT_HELD_BACK;

    /**
     * A state and what led to it.
     *
     * @param state of the feed.
     * @param reason for people; null while it is running or has ended.
     * @param sinceNs ns since the Unix epoch.
     */
    public record Now(FeedAgent.State state, String reason, long sinceNs) {}

    /**
     * @param clock tells since when a state holds.
     */
    public FeedLife(EpochNanoClock clock) {
        this.clock = clock;
        now = new Now(FeedAgent.State.RUNNING, null, clock.nanoTime());
    }

    /** The present state. */
    public Now now() {
        return now;
    }

    /** The present state alone. */
    public FeedAgent.State state() {
        return now.state();
    }

    /** Runs something on the feed thread whenever the state has changed. */
    public void onChange(Runnable newOnChange) {
        onChange = newOnChange;
    }

    /** When the feed thread last did anything, monotonic ns; 0 before. */
    public long turnedNs() {
        return turnedNs;
    }

    /** When the feed last told an event, monotonic ns; before the first one, when it began. */
    public long toldNs() {
        return toldNs;
    }

    /** Since when the ring has no room for the feed, monotonic ns. */
    public long heldBackSinceNs() {
        return heldBackSinceNs;
    }

    void become(FeedAgent.State state, String reason) {
        now = new Now(state, reason, clock.nanoTime());
        onChange.run();
    }

    void turned(long nowNs) {
        turnedNs = nowNs;
    }

    void told(long nowNs) {
        toldNs = nowNs;
    }

    void heldBack(long sinceNs) {
        heldBackSinceNs = sinceNs;
    }
}
