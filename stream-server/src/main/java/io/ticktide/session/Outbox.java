package io.ticktide.session;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The frames of one client in the order in which they leave: answers (never dropped) and packets of
 * data. One frame is under way, the rest waits here.
 *
 * <p>Bounds: data of {@code outboxBytes}, beyond which {@link #fits} says no and the caller
 * conflates; {@code controlFrames} answers, beyond which {@link #offerControl} says no and the
 * caller closes.
 *
 * <p>Owner: the session's I/O thread.
 */
final class Outbox {
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
    private int dataBytes;
    private int controls;
    private boolean sending;
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

    /** Whether messages of so many SBE bytes in all can be appended now. */
    boolean fits(int messageBytes) {
        return dataBytes + dialect.mostBytes(messageBytes) + FINISH_BYTES <= mostDataBytes;
    }

    /** Adds a message to the packet that will leave next; {@link #fits} must have said yes. */
    void append(Message message, long conflated, int cause, int addedFlags) {
        int most = dialect.mostBytes(message.length());
        Frame frame = queue.peekLast();
        if (frame == null || frame.control != null || !roomFor(frame, most)) {
            frame = newPacket(most);
        }
        int before = frame.length;
        frame.length =
                dialect.append(frame.buffer, frame.length, message, conflated, cause, addedFlags);
        frame.messages++;
        dataBytes += frame.length - before;
        counters.messages().increment();
    }

    /** Queues an answer; false when too many wait already. */
    boolean offerControl(byte[] utf8) {
        if (controls == mostControls) {
            return false;
        }
        Frame frame = spareFrame();
        frame.control = utf8;
        queue.add(frame);
        controls++;
        return true;
    }

    /**
     * Hands the next frame to the sink unless one is under way; goes on while the sink keeps up.
     */
    void flush() {
        if (sending) {
            return; // The sink completed a frame inside send(): the loop below goes on.
        }
        sending = true;
        try {
            while (underWay == null && !closed && !queue.isEmpty()) {
                send(queue.poll());
            }
        } finally {
            sending = false;
        }
    }

    /** The frame under way was written. */
    void onSent() {
        if (underWay != null) {
            recycle(underWay);
            underWay = null;
        }
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

    private void send(Frame frame) {
        underWay = frame;
        if (frame.control != null) {
            controls--;
            counters.bytes().add(frame.control.length);
            sink.send(ByteBuffer.wrap(frame.control), true);
            return;
        }
        dataBytes -= frame.length;
        int length = dialect.finish(frame.buffer, frame.length, frame.messages, clock.nanoTime());
        counters.frames().increment();
        counters.bytes().add(length);
        ByteBuffer payload = frame.buffer.byteBuffer();
        payload.limit(length).position(0);
        sink.send(payload, dialect.isText());
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
        frame.buffer = pool.borrow(firstBytes + 2 * FINISH_BYTES);
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
        frame.control = null;
        frame.length = 0;
        frame.messages = 0;
        if (spare.size() < 2) {
            spare.push(frame);
        }
    }

    /** One frame: an answer, or a packet being filled. */
    private static final class Frame {
        private byte[] control;
        private UnsafeBuffer buffer;
        private int length;
        private int messages;
    }
}
