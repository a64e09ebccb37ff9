package io.ticktide.session;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * The streams of one client for which something waits: those that may go on as soon as there is
 * room, first come first served, and those that their rate holds back, by due time; and the ranges
 * that are being sent again, in turns of a few KiB.
 *
 * <p>Owner: that of its {@link Session}.
 */
final class WaitingStreams {
    private static final int MOST_RANGES = 4;

    private static final Comparator<Subscription> BY_DUE_TIME =
            Comparator.comparingLong(Subscription::dueNs);
    private static final Queue<Subscription> NONE = new ArrayDeque<>(0);
    private static final Queue<RangeReplay> NO_RANGES = new ArrayDeque<>(0);

    // Made when first needed, as most clients keep up: the shared ones stay empty.
    private Queue<Subscription> ready = NONE;
    private Queue<Subscription> timed = NONE;
    private Queue<RangeReplay> ranges = NO_RANGES;

    /**
     * A stream begins to wait.
     *
     * @param heldBack by its rate, until it is due.
     */
    void add(Subscription subscription, boolean heldBack) {
        subscription.queued(true);
        if (heldBack) {
            addTimed(subscription);
        } else {
            ready = ready == NONE ? new ArrayDeque<>(4) : ready;
            ready.add(subscription);
        }
    }

    private void addTimed(Subscription subscription) {
        timed = timed == NONE ? new PriorityQueue<>(4, BY_DUE_TIME) : timed;
        timed.add(subscription);
    }

    /** A range is to be sent; false when too many are under way. */
    boolean add(RangeReplay range) {
        ranges = ranges == NO_RANGES ? new ArrayDeque<>(MOST_RANGES) : ranges;
        return ranges.size() < MOST_RANGES && ranges.add(range);
    }

    void remove(Subscription subscription) {
        ready.remove(subscription);
        timed.remove(subscription);
    }

    void clear() {
        ready.clear();
        timed.clear();
        ranges.clear();
    }

    /** Whether something waits that only lacks room. */
    boolean areReady() {
        return !ready.isEmpty() || !ranges.isEmpty();
    }

    boolean isEmpty() {
        return ready.isEmpty() && timed.isEmpty() && ranges.isEmpty();
    }

    int size() {
        return ready.size() + timed.size() + ranges.size();
    }

    /** When the next stream that is held back may go on; MAX_VALUE when none is. */
    long nextDueNs() {
        Subscription next = timed.peek();
        return next == null ? Long.MAX_VALUE : next.dueNs();
    }

    /** Moves those that are due to those that are ready. */
    void prepare(long nowNs) {
        while (!timed.isEmpty() && timed.peek().dueNs() <= nowNs) {
            add(timed.poll(), false);
        }
    }

    /** Gives one range a turn; the next time it is another's. */
    void sendAgain(Session session) {
        RangeReplay range = ranges.poll();
        if (range != null && !range.takeTurn(session)) {
            ranges.add(range);
        }
    }

    /** Gives each stream that is ready one turn; what finds no room waits behind the others. */
    void drain(long nowNs) {
        for (int turns = ready.size(); turns > 0; turns--) {
            Subscription next = ready.poll();
            if (!next.takeTurn()) {
                ready.add(next);
                continue;
            }
            next.released(nowNs);
            if (next.isPending() || next.isCatchingUp()) {
                addTimed(next);
            } else {
                next.queued(false);
            }
        }
    }
}
