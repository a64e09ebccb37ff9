package io.ticktide.session;

import io.ticktide.codecs.Bits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.EpochNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client: its subscriptions, its outbox, and which of its streams wait.
 *
 * <pre>
 *   event ──► room in the outbox, nothing of the stream waits, rate allows ──► packet
 *        └──► else: the stream's slot (merged) ──► packet, when there is room and the rate allows
 * </pre>
 *
 * <p>Owner: the I/O thread of its connection.
 */
public final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final long id;
    private final FrameSink sink;
    private final Outbox outbox;
    private final FramePool pool;
    private final EpochNanoClock clock;
    private final SessionLimits limits;
    private final DeliveryCounters counters;
    private final Map<StreamKey, Subscription> subscriptions = new HashMap<>();
    private final Delivery delivery;
    private final WaitingStreams waiting = new WaitingStreams();
    private long lastReceivedNs;
    private final SessionStats stats;
    private boolean touched;
    private final Farewell farewell;
    private final Place place = new Place();
    private final Attendance attendance = new Attendance(this);

    /**
     * @param definitions what is sent before an instrument's first message.
     */
    public Session(
            long id,
            FrameSink sink,
            Dialect dialect,
            FramePool pool,
            SessionLimits limits,
            Definitions definitions,
            EpochNanoClock clock,
            DeliveryCounters counters) {
        this.id = id;
        this.sink = sink;
        this.limits = limits;
        this.counters = counters;
        stats = new SessionStats(counters);
        this.pool = pool;
        this.clock = clock;
        outbox = new Outbox(sink, dialect, pool, clock, stats, limits);
        delivery = new Delivery(outbox, definitions, stats);
        farewell = new Farewell(this, outbox, waiting, sink);
    }

    /** Unique in this server's life. */
    public long id() {
        return id;
    }

    public SessionLimits limits() {
        return limits;
    }

    /** All subscriptions, in no order. */
    public Collection<Subscription> subscriptions() {
        return subscriptions.values();
    }

    /** Its streams. */
    public Set<StreamKey> streams() {
        return subscriptions.keySet();
    }

    /** The subscription of a stream, or null. */
    public Subscription subscription(StreamKey key) {
        return subscriptions.get(key);
    }

    /** Whether so many more streams may be subscribed to. */
    public boolean mayAdd(int more) {
        return subscriptions.size() + more <= limits.maxStreams();
    }

    /**
     * Begins a stream.
     *
     * @param snapshot its newest event, to be sent first; null for none.
     */
    public void add(Subscription subscription, Message snapshot) {
        leaveAudience();
        subscriptions.put(subscription.key(), subscription);
        if (snapshot != null && !isClosing()) {
            subscription.begin(snapshot);
        }
        if (subscription.isPending() || subscription.isCatchingUp()) {
            waiting.add(subscription, false);
        }
    }

    /**
     * Sends a range of a stream once more, as room allows.
     *
     * @return false when too many ranges are under way.
     */
    public boolean add(RangeReplay range) {
        return waiting.add(range);
    }

    /** Lets so many packets leave from now on, what has none is merged; negative: no rationing. */
    public void credit(long packets) {
        leaveAudience();
        outbox.credit(packets < 0 ? Outbox.UNLIMITED : packets);
    }

    /** Packets that may still leave; negative when the client does not ration. */
    public long credit() {
        return outbox.credit();
    }

    /** Ends a stream; what waits in its slot is forgotten. */
    public void remove(Subscription subscription) {
        leaveAudience();
        subscriptions.remove(subscription.key());
        subscription.stopCatchingUp();
        attendance.limitsChanged(subscription.options().maxRate() > 0, false);
        waiting.remove(subscription);
    }

    /**
     * Takes one event of a stream: into the packet, or merged into the stream's slot.
     *
     * @param nowNs monotonic.
     */
    public void offer(Subscription subscription, Message message, long nowNs) {
        if (isClosing() || subscription.isCatchingUp()) {
            return; // It waits for its turn already, and the cursor comes to this event, too.
        }
        boolean heldBack = subscription.isHeldBack(nowNs);
        boolean mayLeave = !heldBack && !subscription.isPending();
        if (mayLeave && subscription.send(message)) {
            subscription.delivered(nowNs);
            return;
        }
        if (delivery.blockedBy() == Bits.CAUSE_SLOW
                && subscription.options().disconnectWhenSlow()) {
            outbox.dropWaiting();
            answer(Goodbye.SLOW_WARNING);
            close(CloseReason.SLOW, true);
            return;
        }
        subscription.hold(message, subscription.reason(nowNs, delivery.blockedBy()));
        if (!subscription.isQueued()) {
            waiting.add(subscription, heldBack);
        }
    }

    /**
     * Queues an answer in UTF-8 JSON; a client that lets too many wait is closed, and one for which
     * there is no memory left.
     */
    public void answer(String json) {
        if (!isClosing() && pool.isExhausted() && !outbox.isIdle()) {
            close(CloseReason.OVERLOAD);
        } else if (!isClosing() && !outbox.offerControl(json.getBytes(StandardCharsets.UTF_8))) {
            close(CloseReason.SLOW);
        }
    }

    /**
     * Sends what may leave now, as far as the outbox takes it: while {@link #hasMore}, others have
     * their turn before the next call. Called once per wake-up, however many events came in.
     */
    public void flush(long nowNs) {
        touched = false;
        release(nowNs);
        outbox.flush();
        farewell.goOn();
    }

    /** Goes to a market with other instruments, after its streams; what was queued leaves first. */
    public void moveTo(Dialect dialect, Definitions definitions) {
        waiting.clear();
        outbox.dialect(dialect);
        delivery.definitions(definitions);
    }

    /** Whether a source that waits for it may go on: nothing would be merged for want of room. */
    public boolean takesMore() {
        return isClosing() || (outbox.isEasy() && !(waiting.areReady() && outbox.hasCredit()));
    }

    /** Whether more could leave at once: a stream catches up and the socket takes it. */
    public boolean hasMore() {
        boolean waits = farewell.isLeaving() ? !waiting.isEmpty() : waiting.areReady();
        return waits && !farewell.isSaid() && outbox.isIdle() && outbox.hasCredit();
    }

    /** The socket has room again after it took less than a frame; {@link #flush} goes on. */
    public void onWritable() {
        outbox.onWritable();
    }

    /** The client sent something. */
    public void onReceived(long nowNs) {
        lastReceivedNs = nowNs;
    }

    /**
     * Tells the client that the server lives, and where its silent streams stand; ends a client
     * that gave no sign of life, and cuts one that does not take its goodbye.
     */
    public void heartbeat(long nowNs, long serverTimeNs) {
        Audience audience = attendance.audience();
        if (audience != null && !audience.tell(this)) {
            leaveAudience();
        }
        if (isClosing()) {
            farewell.onHeartbeat();
        } else if (nowNs - lastReceivedNs > limits.idleTimeoutNs()) {
            close(CloseReason.IDLE);
        } else {
            pool.workbench().heartbeatWriter().write(this, serverTimeNs);
            sink.ping();
        }
    }

    /** When the next stream that is held back may go on, monotonic ns; MAX_VALUE when none. */
    public long nextDueNs() {
        return waiting.nextDueNs();
    }

    /** Marks for a flush at the end of this wake-up; returns whether it was not marked before. */
    public boolean touch() {
        boolean first = !touched;
        touched = true;
        return first;
    }

    /**
     * Ends the session in good order: what waits for it leaves now, whatever its rate, then word of
     * what never will, then the goodbye, then it closes. Nothing that happens later is sent. To be
     * served after this; a client that does not take what waits is given {@link #close} in the end.
     *
     * @param retryAfterMs when the client is to come back.
     */
    public void leave(int retryAfterMs) {
        if (!isClosing()) {
            leaveAudience();
            farewell.leave(retryAfterMs);
        }
    }

    /**
     * Says goodbye, then closes once that has left. A client that is too slow loses what waits, so
     * that the goodbye is next; one that does not take even that is cut by {@link #heartbeat}.
     */
    public void close(CloseReason reason) {
        close(reason, false);
    }

    private void close(CloseReason reason, boolean keepsWaiting) {
        if (farewell.isSaid()) {
            return;
        }
        leaveAudience();
        if (reason == CloseReason.SLOW) {
            counters.closedSlow().increment();
        }
        farewell.say(reason, reason == CloseReason.SLOW && !keepsWaiting);
    }

    /** Cuts the connection, if it is still there. */
    public void cut() {
        sink.abort();
    }

    /**
     * A bug met while serving this session: ends it, so that it costs the others nothing. What it
     * was told so far may not add up any more.
     */
    public void fail(RuntimeException bug) {
        LOG.error("session {} ends: serving it failed", id, bug);
        if (farewell.isSaid()) {
            sink.abort();
            return;
        }
        try {
            close(CloseReason.INTERNAL_ERROR);
        } catch (RuntimeException again) {
            LOG.error("session {} is cut: it takes no goodbye", id, again);
            sink.abort();
        }
    }

    /** The client is gone, or about to be: nothing more is begun for it. */
    public void onClosed() {
        leaveAudience();
        farewell.onGone();
        subscriptions.values().forEach(Subscription::stopCatchingUp);
        waiting.clear();
        outbox.close();
    }

    /** The socket is closed; what waits for it is forgotten. */
    public void onDisconnected() {
        outbox.release();
    }

    /** Whether nothing more is sent but what waits already. */
    public boolean isClosing() {
        return farewell.isBegun();
    }

    /** Why the server ends this session; null when it does not. */
    public CloseReason closeReason() {
        return farewell.reason();
    }

    /** What this client got and what it did not. */
    public SessionStats stats() {
        return stats;
    }

    /** Where it stands in the lists of its I/O thread. */
    public Place place() {
        return place;
    }

    /** Goes its own way; a session does so before anything of its own happens to it. */
    public void leaveAudience() {
        attendance.leave();
    }

    Attendance attendance() {
        return attendance;
    }

    /** Whether it may be in an audience as far as it is not about single streams. */
    boolean isFree(long nowNs) {
        return attendance.isPossible(nowNs)
                && !isClosing()
                && waiting.isEmpty()
                && !subscriptions.isEmpty()
                && outbox.takesShared();
    }

    /** Streams and ranges for which something waits. */
    int waiting() {
        return waiting.size();
    }

    Delivery delivery() {
        return delivery;
    }

    /** Writes a packet of its audience; returns whether the socket took all of it. */
    boolean passOn(ByteBuffer shared) {
        return outbox.passOn(shared);
    }

    public Dialect dialect() {
        return outbox.dialect();
    }

    FramePool pool() {
        return pool;
    }

    EpochNanoClock clock() {
        return clock;
    }

    Workbench workbench() {
        return pool.workbench();
    }

    private void release(long nowNs) {
        // Who leaves gets what its rate holds back, too.
        waiting.prepare(farewell.isLeaving() ? Long.MAX_VALUE : nowNs);
        if (outbox.isSocketFree()) {
            waiting.sendAgain(this); // So that no more of it than a turn is ahead of live data.
        }
        delivery.startOver(); // Who finds no room now says why.
        waiting.drain(nowNs);
    }
}
