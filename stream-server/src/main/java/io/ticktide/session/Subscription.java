package io.ticktide.session;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.history.EventCursor;
import java.util.concurrent.TimeUnit;

/**
 * One stream of one client: where its accounting stands, and the slot in which events wait merged
 * while they cannot leave one by one.
 *
 * <p>While it catches up after a resume it reads the history instead and takes nothing from the
 * live stream: the cursor comes to that in the end. Without a rate the missed events leave one by
 * one; with a rate they merge in the slot as live ones do, and one message leaves an interval.
 *
 * <p>Owner: the session's I/O thread.
 */
public abstract class Subscription {
    /** Events a stream that catches up may send before others get their turn. */
    private static final int CATCH_UP_RUN = 256;

    private final Session session;
    private final StreamKey key;
    private final Message missed = new Message();
    private StreamOptions options = StreamOptions.UNLIMITED;
    private long lastSeq;
    private long skippedSeq;
    private long heldSeq;
    private long dueNs = Long.MIN_VALUE / 2;
    private int lostCause;
    private int waitsFor = Bits.CAUSE_SLOW;
    private int oldMessages;
    private EventCursor cursor;
    private long reachedSeq;
    private int listIndex;
    private int slot = -1;
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
        return slot < 0 ? lastSeq : session.attendance().audience().lastSeq(slot);
    }

    /** What the client asked for, as far as it was granted. */
    public final StreamOptions options() {
        return options;
    }

    /** Changes the options; a live stream keeps its place. */
    public final void options(StreamOptions newOptions) {
        session.leaveAudience();
        session.attendance().limitsChanged(options.maxRate() > 0, newOptions.maxRate() > 0);
        options = newOptions;
    }

    /**
     * Spreads the first due times of many streams over their interval.
     *
     * @param share of the interval by which to wait, 0 to 1.
     */
    public final void stagger(long nowNs, double share) {
        // What it begins with leaves at once; the next message so much of an interval later.
        dueNs = nowNs - Math.round(intervalNs() * (1 - share));
    }

    /** Reads from the history until it has come to the present. */
    public final void catchUp(EventCursor from) {
        cursor = from;
        reachedSeq = lastSeq;
    }

    /** Index of its stream in the session's audience; negative when it is in none. */
    final int slot() {
        return slot;
    }

    /** See {@link #slot()}. */
    final void slot(int newSlot) {
        slot = newSlot;
    }

    /** Takes over where its audience stood. */
    final void followedTo(long seq) {
        silent = silent && seq == lastSeq;
        lastSeq = seq;
    }

    /** Whether every event is to be sent as it is, and none is owed. */
    final boolean isPlain() {
        return !queued
                && !awaitsBase()
                && !isPending()
                && !isCatchingUp()
                && lostCause == 0
                && silentSeq() == lastSeq;
    }

    /** There is no state yet to begin with: it begins with what the first event makes. */
    public void awaitBase() {
        // Most events say all there is to know by themselves.
    }

    /** Whether it waits for the first event to begin with. */
    boolean awaitsBase() {
        return false;
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

    /** As {@link #conflate}, and notes up to where events wait. */
    final void hold(Message message, int reason) {
        heldSeq = message.seq();
        conflate(message, reason);
    }

    /** Seq up to which there are events, sent or not, for a stream that ends here. */
    final long endSeq() {
        long seq = Math.max(silentSeq(), heldSeq);
        return cursor == null ? seq : Math.max(seq, cursor.newestSeq());
    }

    /** Why events up to {@link #endSeq} will not be sent any more. */
    final int takeEndCause() {
        int unsent = (isPending() ? waitsFor : 0) | (cursor == null ? 0 : Bits.CAUSE_CATCHUP);
        return takeLostCause() | unsent;
    }

    /** Puts the state that a subscribe begins with into the slot. */
    abstract void seed(Message snapshot);

    /** Whether a missed event would join what waits, so that one message stands for both. */
    boolean merges(Message next) {
        return true;
    }

    /**
     * Moves what waits into the outbox as long as there is room and the rate allows.
     *
     * @return whether nothing that may leave now lacked room.
     */
    abstract boolean drain();

    /** Seq up to which a stream that says nothing is accounted for; a book view may know more. */
    long silentSeq() {
        return Math.max(lastSeq, skippedSeq);
    }

    /** Whether a stream of which events were forgotten has to begin anew. */
    boolean needsEveryEvent() {
        return false;
    }

    /** Begins with the newest state. */
    final void begin(Message snapshot) {
        seed(snapshot);
        addOldMessage();
    }

    private void skipTo(long seq) {
        lose(Bits.CAUSE_CATCHUP);
        skippedSeq = seq;
        if (needsEveryEvent()) {
            begin(missed);
        }
    }

    /** Gives up what is missing still; for a stream that ends. */
    final void stopCatchingUp() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }

    final boolean isCatchingUp() {
        return cursor != null;
    }

    /**
     * Sends what waits or is missing, as far as there is room and the rate allows.
     *
     * @return whether this turn is over; otherwise there is more to send, or no room.
     */
    final boolean takeTurn() {
        return (cursor == null || takeMissed()) && drain();
    }

    /**
     * Takes missed events: one by one into the outbox or, with a rate, into the slot as long as
     * they merge there.
     *
     * @return whether the slot may leave: nothing is missing any more, or what is next has to wait
     *     for the message after.
     */
    private boolean takeMissed() {
        for (int taken = 0; taken < CATCH_UP_RUN; taken++) {
            boolean hasNext = cursor.hasNext();
            if (cursor.hasJoined()) {
                session.answer(JoinedNotice.json(key, lastSeq));
            }
            if (!hasNext && cursor.isLoading()) {
                return true; // What was merged may leave; this comes again soon.
            }
            if (!hasNext) {
                if (cursor.newestSeq() > reachedSeq) {
                    skipTo(cursor.newestSeq());
                }
                cursor = null;
                return true;
            }
            missed.wrap(cursor.buffer(), cursor.offset(), cursor.length());
            boolean merging = options.maxRate() > 0 || isPending();
            if (merging && !merges(missed)) {
                return true;
            }
            if (!isNext(missed)) {
                if (needsEveryEvent()) {
                    skipTo(cursor.newestSeq());
                    cursor = null;
                    return true;
                }
                lose(Bits.CAUSE_CATCHUP);
            }
            oldMessages = 1;
            if (merging) {
                hold(missed, Bits.CAUSE_RATE);
            } else if (!deliver(missed, 0)) {
                return false;
            }
            reachedSeq = cursor.seq();
            cursor.advance();
        }
        return false;
    }

    /** Whether the history lost nothing between the missed event reached last and this one. */
    private boolean isNext(Message next) {
        long holeOfSource = EventHeader.conflated(next.buffer(), next.offset());
        return next.seq() <= reachedSeq + 1 + holeOfSource;
    }

    final boolean isHeldBack(long nowNs) {
        return options.maxRate() > 0 && nowNs < dueNs;
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
     * Notes that one more message in the slot tells of the past: a snapshot, or what was missed.
     */
    final void addOldMessage() {
        oldMessages++;
    }

    /** Notes why events were dropped that no message in the slot stands for. */
    public final void lose(int cause) {
        lostCause |= cause;
    }

    /**
     * Why the source or the depth left out events before a message, if any of them was due here.
     */
    final int ownCause(Message message) {
        boolean isNext = message.seq() == lastSeq + 1;
        return isNext ? 0 : EventHeader.cause(message.buffer(), message.offset());
    }

    /** Whether a live message has waited longer than the client wants to see it. */
    final boolean isTooOld(long tsIngress) {
        long maxAgeNs = TimeUnit.MILLISECONDS.toNanos(options.maxAgeMs());
        return maxAgeNs > 0
                && oldMessages == 0
                && session.clock().nanoTime() - tsIngress > maxAgeNs;
    }

    /**
     * Sends an event as it is, or the state it makes where the stream is to begin with that.
     *
     * @return false when there is no room; the event is to be conflated then.
     */
    boolean send(Message event) {
        return deliver(event, 0);
    }

    /**
     * Puts a message into the outbox with its accounting; its own cause bits say why it was merged.
     *
     * @return false when there is no room.
     */
    final boolean deliver(Message message, int addedFlags) {
        if (!session.delivery().makeRoom(message.length(), key.instrumentId())) {
            return false;
        }
        long seq = message.seq();
        long conflated = seq - lastSeq - 1;
        int cause = 0;
        if (conflated > 0) {
            cause = lostCause | EventHeader.cause(message.buffer(), message.offset());
        }
        lostCause = 0;
        session.delivery().append(message, conflated, cause, addedFlags, oldMessages == 0);
        oldMessages = Math.max(0, oldMessages - 1);
        lastSeq = seq;
        silent = false;
        return true;
    }

    /** Starts the interval until the next message may leave, after one that left at once. */
    final void delivered(long nowNs) {
        dueNs = nowNs + intervalNs();
    }

    /** As {@link #delivered}, after what had waited. */
    final void released(long nowNs) {
        // From the due time on, so that a late timer does not lower the rate.
        dueNs += intervalNs();
        if (dueNs <= nowNs) {
            dueNs = nowNs + intervalNs();
        }
    }

    /** Whether nothing was sent since this was asked last, and nothing waits. */
    final boolean wasSilent() {
        boolean wasSilent = silent;
        silent = true;
        return wasSilent && !isPending() && !isCatchingUp();
    }

    /** Accounts for events that no message will stand for; returns how many. */
    final long accountSilently(long seq) {
        long conflated = seq - lastSeq;
        lastSeq = seq;
        return conflated;
    }

    /** Takes the reasons noted by {@link #lose}. */
    final int takeLostCause() {
        int cause = lostCause;
        lostCause = 0;
        return cause;
    }

    /** Why an event cannot leave now. */
    final int reason(long nowNs, int blockedBy) {
        int reason = blockedBy | (isHeldBack(nowNs) ? Bits.CAUSE_RATE : 0);
        if (reason != 0) {
            waitsFor = reason;
        }
        // Else what waits already did so for a reason since gone, such as a rate that was lifted.
        return waitsFor;
    }

    private long intervalNs() {
        return options.maxRate() == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / options.maxRate();
    }
}
