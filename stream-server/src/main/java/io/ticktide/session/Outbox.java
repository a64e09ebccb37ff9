package io.ticktide.session;

import io.ticktide.codecs.EventHeader;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The frames of one client in the order in which they leave: answers (never dropped) and packets of
 * data. One frame is under way, the rest waits here.
 *
 * <p>Bounds: data of {@code outboxBytes} (or one larger message), beyond which {@link #fits} says
 * no and the caller conflates; {@code controlFrames} answers, beyond which {@link #offerControl}
 * says no and the caller closes.
 *
 * <p>Owner: the session's I/O thread.
 */
final class Outbox {
    /** Credit of a client that never granted any: it takes all. */
    static final long UNLIMITED = -1;

    private static final int FINISH_BYTES = 16;

    /** The packet header counts messages in 16 bits. */
    private static final int MOST_MESSAGES = 65_535;

    private final FrameSink sink;
    private final Dialect dialect;
    private final FramePool pool;
    private final EpochNanoClock clock;
    private final DeliveryCounters counters;
    private final int mostDataBytes;
    private final int mostControls;
    private final ArrayDeque<Frame> queue = new ArrayDeque<>(4);
    private final ArrayDeque<Frame> spare = new ArrayDeque<>(2);
    private Frame underWay;
    private boolean blocked;
    private int dataBytes;
    private int controls;
    private long credit = UNLIMITED;
    private final QueueTimes queueTimes = new QueueTimes();
    private long sentFrames;
    private long sentMessages;
    private long sentBytes;
    private boolean closed;

    Outbox(
            FrameSink sink,
            Dialect dialect,
            FramePool pool,
            EpochNanoClock clock,
            DeliveryCounters counters,
            SessionLimits limits) {
        this.sink = sink;
        this.dialect = dialect;
        this.pool = pool;
        this.clock = clock;
        this.counters = counters;
        mostDataBytes = limits.outboxBytes();
        mostControls = limits.controlFrames();
    }

    /**
     * Whether messages of so many SBE bytes in all can be appended now. A message that is larger
     * than the whole bound, such as a snapshot of a deep book, goes into an empty outbox.
     */
    boolean fits(int messageBytes) {
        return dataBytes == 0
                || dataBytes + dialect.mostBytes(messageBytes) + FINISH_BYTES <= mostDataBytes;
    }

    /** Whether the client lets data leave. */
    boolean hasCredit() {
        return credit != 0 || hasOpenPacket();
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
        frame.sealed = true;
    }

    /**
     * Adds a message to the packet that will leave next; {@link #fits} must have said yes.
     *
     * @param live whether it tells of an event as it happens, so that its waiting is measured.
     */
    void append(Message message, long conflated, int cause, int addedFlags, boolean live) {
        int most = dialect.mostBytes(message.length());
        Frame frame = hasOpenPacket() ? queue.peekLast() : null;
        if (frame == null || !roomFor(frame, most)) {
            frame = newPacket(most);
            credit -= credit > 0 ? 1 : 0;
        }
        fill(frame, message, conflated, cause, addedFlags, live);
    }

    private void fill(
            Frame frame,
            Message message,
            long conflated,
            int cause,
            int addedFlags,
            boolean live) {
        if (live && frame.oldestIngressNs == 0) {
            frame.oldestIngressNs = EventHeader.tsIngress(message.buffer(), message.offset());
        }
        int before = frame.length;
        frame.length =
                dialect.append(frame.buffer, frame.length, message, conflated, cause, addedFlags);
        frame.messages++;
        dataBytes += frame.length - before;
        counters.messages().increment();
        sentMessages++;
    }

    /** Queues an answer; false when too many wait already. */
    boolean offerControl(byte[] utf8) {
        if (controls == mostControls) {
            return false;
        }
        Frame frame = spareFrame();
        frame.bytes = dialect.answer(utf8);
        queue.add(frame);
        controls++;
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
        if (sink.write(frame.bytes)) {
            recycle(frame);
        } else {
            underWay = frame;
            blocked = true;
        }
    }

    /** The sink has room again. */
    void onWritable() {
        blocked = false;
        flush();
    }

    /** Data frames handed to the sink. */
    long sentFrames() {
        return sentFrames;
    }

    /** Messages put into packets. */
    long sentMessages() {
        return sentMessages;
    }

    /** Bytes of frames handed to the sink. */
    long sentBytes() {
        return sentBytes;
    }

    /** How long live events waited until they were handed to the sink. */
    QueueTimes queueTimes() {
        return queueTimes;
    }

    /** Whether no frame is under way. */
    boolean isSocketFree() {
        return underWay == null;
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

    /** Forgets the frames that are not under way yet. */
    void dropWaiting() {
        while (!queue.isEmpty()) {
            recycle(queue.poll());
        }
        dataBytes = 0;
        controls = 0;
    }

    private boolean hasOpenPacket() {
        Frame last = queue.peekLast();
        return last != null && last.buffer != null && !last.sealed;
    }

    private void start(Frame frame) {
        underWay = frame;
        if (frame.buffer == null) {
            controls--;
        } else {
            finish(frame);
        }
        int length = frame.bytes.remaining();
        counters.bytes().add(length);
        sentBytes += length;
    }

    private void finish(Frame frame) {
        dataBytes -= frame.length;
        long nowNs = clock.nanoTime();
        if (frame.oldestIngressNs != 0) {
            queueTimes.record(nowNs - frame.oldestIngressNs);
        }
        int end = dialect.finish(frame.buffer, frame.length, frame.messages, nowNs);
        counters.frames().increment();
        sentFrames++;
        frame.bytes = frame.buffer.byteBuffer();
        frame.bytes.limit(end).position(dialect.start());
    }

    private boolean roomFor(Frame frame, int bytes) {
        int wanted = frame.length + bytes + FINISH_BYTES;
        if (wanted > pool.largestBytes() || frame.messages == MOST_MESSAGES) {
            return false;
        }
        if (wanted > frame.buffer.capacity()) {
            UnsafeBuffer larger = pool.borrow(wanted);
            larger.putBytes(0, frame.buffer, 0, frame.length);
            pool.giveBack(frame.buffer);
            frame.buffer = larger;
        }
        return true;
    }

    private Frame newPacket(int firstBytes) {
        Frame frame = spareFrame();
        frame.buffer = pool.borrow(firstBytes + 3 * FINISH_BYTES);
        frame.length = dialect.begin(frame.buffer);
        dataBytes += frame.length;
        queue.add(frame);
        return frame;
    }

    private Frame spareFrame() {
        Frame frame = spare.poll();
        return frame == null ? new Frame() : frame;
    }

    private void recycle(Frame frame) {
        if (frame.buffer != null) {
            pool.giveBack(frame.buffer);
        }
        frame.buffer = null;
        frame.bytes = null;
        frame.sealed = false;
        frame.oldestIngressNs = 0;
        frame.length = 0;
        frame.messages = 0;
        if (spare.size() < 2) {
            spare.push(frame);
        }
    }

    /** One frame: an answer, or a packet being filled. */
    private static final class Frame {
        private UnsafeBuffer buffer;
        private ByteBuffer bytes;
        private int length;
        private int messages;
        private boolean sealed;
        private long oldestIngressNs;
    }
}
