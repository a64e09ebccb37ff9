package io.ticktide.session;

import io.ticktide.codecs.Bits;
import java.util.concurrent.TimeUnit;

/**
 * One stream of one client: where its accounting stands, and the slot in which events wait merged
 * while they cannot leave one by one.
 *
 * <p>Owner: the session's I/O thread.
 */
public abstract class Subscription {
    private final Session session;
    private final StreamKey key;
    private long lastSeq;
    private int maxRate;
    private long minIntervalNs;
    private long dueNs = Long.MIN_VALUE;
    private int listIndex;
    private boolean queued;
    private boolean silent;

    Subscription(Session session, StreamKey key, long lastSeq) {
        this.session = session;
        this.key = key;
        this.lastSeq = lastSeq;
    }

    public final Session session() {
        return session;
    }

    public final StreamKey key() {
        return key;
    }

    /** Seq up to which every event was delivered or accounted for. */
    public final long lastSeq() {
        return lastSeq;
    }

    /** Messages per second at most; 0 when unlimited. */
    public final int maxRate() {
        return maxRate;
    }

    /**
     * Asks for fewer messages.
     *
     * @param perSecond at least 1, or 0 for no limit.
     */
    public final void maxRate(int perSecond) {
        maxRate = perSecond;
        minIntervalNs = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Where this stands in the list of its stream's subscriptions; the list's business. */
    public final int listIndex() {
        return listIndex;
    }

    /** See {@link #listIndex()}. */
    public final void listIndex(int index) {
        listIndex = index;
    }

    /** Whether an event waits in the slot. */
    abstract boolean isPending();

    /** Puts an event into the slot, merging it with what waits there. */
    abstract void conflate(Message message, int reason);

    /** Puts the state that a subscribe begins with into the slot. */
    abstract void seed(Message snapshot);

    /**
     * Moves what waits into the outbox as long as there is room.
     *
     * @return whether the slot is empty now.
     */
    abstract boolean drain();

    final boolean isHeldBack(long nowNs) {
        return minIntervalNs > 0 && nowNs < dueNs;
    }

    final long dueNs() {
        return dueNs;
    }

    final boolean isQueued() {
        return queued;
    }

    final void queued(boolean newQueued) {
        queued = newQueued;
    }

    /**
     * Puts a message into the outbox with its accounting; false when there is no room.
     *
     * @param cause why events were merged into this very message; 0 when none were.
     */
    final boolean deliver(Message message, int cause, int addedFlags) {
        if (!session.makeRoom(message.length(), key.instrumentId())) {
            return false;
        }
        long seq = message.seq();
        long conflated = seq - lastSeq - 1;
        session.append(message, conflated, cause, addedFlags);
        lastSeq = seq;
        silent = false;
        return true;
    }

    /** Starts the interval until the next message may leave, after one that left at once. */
    final void delivered(long nowNs) {
        dueNs = nowNs + minIntervalNs;
    }

    /** As {@link #delivered}, after what had waited. */
    final void released(long nowNs) {
        // From the due time on, so that a late timer does not lower the rate.
        dueNs += minIntervalNs;
        if (dueNs <= nowNs) {
            dueNs = nowNs + minIntervalNs;
        }
    }

    /** Whether nothing was sent since this was asked last, and nothing waits. */
    final boolean wasSilent() {
        boolean wasSilent = silent;
        silent = true;
        return wasSilent && !isPending();
    }

    /** Why an event cannot leave now. */
    final int reason(long nowNs, boolean behind) {
        int reason = isHeldBack(nowNs) ? Bits.CAUSE_RATE : 0;
        reason |= behind ? Bits.CAUSE_SLOW : 0;
        if (reason != 0) {
            return reason;
        }
        // Something waits already: for its time to come, perhaps at a rate since lifted, or for
        // room.
        return minIntervalNs > 0 || nowNs < dueNs ? Bits.CAUSE_RATE : Bits.CAUSE_SLOW;
    }
}
