package io.ticktide.session;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.agrona.concurrent.EpochNanoClock;

/**
 * The frames of one client in the order in which they leave: answers (never dropped) and packets of
 * data. One frame is under way, the rest waits here.
 *
 * <p>Bounds: data of {@code outboxBytes} (or one larger message), beyond which {@link #fits} says
 * no and the caller conflates; {@code controlFrames} answers of {@code controlBytes} (or one larger
 * answer), beyond which {@link #offerControl} says no and the caller closes.
 *
 * <p>Owner: the session's I/O thread.
 */
final class Outbox {
    /** Credit of a client that never granted any: it takes all. */
    static final long UNLIMITED = -1;

    private final FrameSink sink;
    private Dialect dialect;
    private final FramePool pool;
    private final EpochNanoClock clock;
    private final SessionStats stats;
    private final int mostDataBytes;
    private final int mostControls;
    private final int mostControlBytes;
    private final ArrayDeque<Frame> queue = new ArrayDeque<>(1);
    private Frame underWay;
    private boolean blocked;
    private long blockedSinceNs;
    private int dataBytes;
    private int controls;
    private int controlBytes;
    private long credit = UNLIMITED;
    private boolean closed;

    Outbox(
            FrameSink sink,
            Dialect dialect,
            FramePool pool,
            EpochNanoClock clock,
            SessionStats stats,
            SessionLimits limits) {
        this.sink = sink;
        this.dialect = dialect;
        this.pool = pool;
        this.clock = clock;
        this.stats = stats;
        mostDataBytes = limits.outboxBytes();
        mostControls = limits.controlFrames();
        mostControlBytes = limits.controlBytes();
    }

    /**
     * Whether messages of so many SBE bytes in all can be appended now. A message that is larger
     * than the whole bound, such as a snapshot of a deep book, goes into an empty outbox.
     */
    boolean fits(int messageBytes) {
        if (isStarved(messageBytes)) {
            return false;
        }
        return dataBytes == 0
                || dataBytes + dialect.mostBytes(messageBytes) + Frame.FINISH_BYTES
                        <= mostDataBytes;
    }

    /**
     * Whether nothing fits because all clients together let too much wait. Then a packet is filled
     * as far as its buffer goes, and one is begun only for a socket that seems to take it at once.
     */
    boolean isStarved(int messageBytes) {
        return pool.isExhausted() && !(isIdle() && !blocked) && !hasSpare(messageBytes);
    }

    /** Whether the client lets data leave. */
    boolean hasCredit() {
        return credit != 0 || hasOpenPacket();
    }

    Dialect dialect() {
        return dialect;
    }

    /** Lays what comes from now on as another dialect of the same subprotocol does. */
    void dialect(Dialect newDialect) {
        dialect = newDialect;
    }

    /** Whether the socket is free and less than half of the data that may wait does. */
    boolean isEasy() {
        return underWay == null && !blocked && dataBytes < mostDataBytes / 2;
    }

    /** Packets that may still leave; {@link #UNLIMITED} when the client does not ration. */
    long credit() {
        return credit;
    }

    /** Sets the packets that may leave from now on. */
    void credit(long packets) {
        credit = packets;
    }

    /** Adds a message in a packet of its own, whatever the credit: heartbeats are free. */
    void appendUncredited(Message message) {
        Frame frame = newPacket(dialect.mostBytes(message.length()));
        fill(frame, message, 0, 0, 0, false);
        frame.seal();
    }

    /**
     * Adds a message to the packet that will leave next; {@link #fits} must have said yes.
     *
     * @param live whether it tells of an event as it happens, so that its waiting is measured.
     */
    void append(Message message, long conflated, int cause, int addedFlags, boolean live) {
        int most = dialect.mostBytes(message.length());
        Frame frame = hasOpenPacket() ? queue.peekLast() : null;
        if (frame == null || !frame.hasRoom(pool, most)) {
            frame = newPacket(most);
            credit -= credit > 0 ? 1 : 0;
        }
        fill(frame, message, conflated, cause, addedFlags, live);
    }

    private void fill(
            Frame frame, Message message, long conflated, int cause, int addedFlags, boolean live) {
        dataBytes += frame.append(dialect, message, conflated, cause, addedFlags, live);
        stats.addMessage();
    }

    /**
     * Writes a packet that others get, too, from position to limit; what is not taken of it is
     * copied and leaves as soon as it can.
     *
     * @return whether it was taken whole.
     */
    boolean passOn(ByteBuffer shared) {
        if (takesShared()) {
            if (sink.write(shared)) {
                return true;
            }
            underWay = pool.frame().restOf(shared, pool);
            block();
            if (pool.isExhausted()) {
                sink.abort(); // It is within a frame, so that no goodbye could be said.
            }
        } else if (!closed) {
            queue.add(pool.frame().restOf(shared, pool));
        }
        return false;
    }

    /** Queues an answer; false when too many wait already. */
    boolean offerControl(byte[] utf8) {
        ByteBuffer bytes = dialect.answer(utf8);
        int length = bytes.remaining();
        boolean tooLarge = controls > 0 && controlBytes + length > mostControlBytes;
        if (tooLarge || controls == mostControls) {
            return false;
        }
        queue.add(pool.frame().answer(pool, bytes));
        controls++;
        controlBytes += length;
        return true;
    }

    /** Writes what waits, as long as the sink takes whole frames. */
    void flush() {
        while (!blocked && (underWay != null || (!closed && !queue.isEmpty()))) {
            if (underWay == null) {
                start(queue.poll());
            }
            write();
        }
    }

    private void write() {
        Frame frame = underWay;
        underWay = null; // A sink that fails does not get this frame again.
        if (sink.write(frame.bytes())) {
            pool.giveBack(frame);
        } else {
            underWay = frame;
            block();
        }
    }

    private void block() {
        blocked = true;
        blockedSinceNs = clock.nanoTime();
    }

    /** The sink has room again. */
    void onWritable() {
        blocked = false;
        flush();
    }

    /** Whether a frame that others get, too, may be written past this. */
    boolean takesShared() {
        return isIdle() && !blocked && !closed && credit == UNLIMITED;
    }

    /** Whether no frame is under way. */
    boolean isSocketFree() {
        return underWay == null;
    }

    /** Whether the socket took less than a frame and has not asked for the rest yet. */
    boolean isBlocked() {
        return blocked && !closed;
    }

    /** Bytes that wait or are under way. */
    long waitingBytes() {
        long begun = underWay == null ? 0 : underWay.bytes().remaining();
        return begun + dataBytes + controlBytes;
    }

    /**
     * Since when the oldest of what waits does so, ns since the Unix epoch; 0 when nothing does.
     */
    long waitingSinceNs() {
        Frame oldest = underWay == null ? queue.peek() : underWay;
        long ingressNs = oldest == null ? 0 : oldest.oldestIngressNs();
        if (!isBlocked() || (ingressNs > 0 && ingressNs < blockedSinceNs)) {
            return ingressNs;
        }
        return blockedSinceNs;
    }

    /** Whether nothing waits and nothing is under way. */
    boolean isIdle() {
        return underWay == null && queue.isEmpty();
    }

    /** Forgets all frames but the one under way; its buffer comes back when it was written. */
    void close() {
        closed = true;
        dropWaiting();
    }

    /** Forgets all frames: the connection is gone. */
    void release() {
        close();
        if (underWay != null) {
            pool.giveBack(underWay);
            underWay = null;
        }
        blocked = true;
    }

    /** Forgets the frames that are not under way yet. */
    void dropWaiting() {
        while (!queue.isEmpty()) {
            pool.giveBack(queue.poll());
        }
        dataBytes = 0;
        controls = 0;
        controlBytes = 0;
    }

    private boolean hasSpare(int messageBytes) {
        return hasOpenPacket() && queue.peekLast().hasSpare(dialect.mostBytes(messageBytes));
    }

    private boolean hasOpenPacket() {
        Frame last = queue.peekLast();
        return last != null && last.isOpen();
    }

    private void start(Frame frame) {
        underWay = frame;
        if (frame.isAnswer()) {
            controls--;
            controlBytes -= frame.bytes().remaining();
        } else if (!frame.isComplete()) {
            dataBytes -= frame.length();
            long nowNs = clock.nanoTime();
            frame.finish(dialect, nowNs);
            long oldestNs = frame.oldestIngressNs();
            stats.addFrame(oldestNs == 0 ? -1 : Math.max(0, nowNs - oldestNs));
        }
        if (frame.isAnswer() || frame.messages() > 0) {
            stats.addBytes(frame.bytes().remaining());
        }
    }

    private Frame newPacket(int firstBytes) {
        Frame frame = pool.frame().begin(dialect, pool, firstBytes);
        dataBytes += frame.length();
        queue.add(frame);
        return frame;
    }
}
