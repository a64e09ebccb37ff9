package io.ticktide.ring;

import io.ticktide.feed.Feed;
import java.util.concurrent.TimeUnit;

/**
 * Tells a feed that has stalled from one that has nothing to tell. A feed that announces its next
 * event for later than a second from now, as a recording does in a pause, is silent on purpose; one
 * that wants to be asked again soon, and again tells nothing, is not.
 *
 * <p>It is about the feed as a whole. An instrument that is quiet while others are not may just be
 * one that nobody trades: no feed here says which of its instruments should have moved.
 *
 * <p>Owner: the feed thread.
 */
final class StallWatch {
    /** A due time that is nearer says when to ask again, not when to expect an event. */
    private static final long SOON_NS = TimeUnit.SECONDS.toNanos(1);

    private final Feed feed;
    private final long stallNs;
    private long silentSinceNs;
    private boolean begun;

    /**
     * @param stallNs of silence that make a stall; 0: there is none.
     */
    StallWatch(Feed feed, long stallNs) {
        this.feed = feed;
        this.stallNs = stallNs;
    }

    /** The feed told something, or was not asked. */
    void heard(long nowNs) {
        begun = true;
        silentSinceNs = nowNs;
    }

    /** The feed was asked and told nothing: whether it has stalled. */
    boolean isStalled(long nowNs) {
        if (!begun || feed.nextDueNs() > nowNs + SOON_NS) {
            heard(nowNs);
        }
        return stallNs > 0 && nowNs - silentSinceNs > stallNs;
    }
}
