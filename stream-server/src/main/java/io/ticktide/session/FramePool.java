package io.ticktide.session;

import io.ticktide.metrics.Counter;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Frames, and direct buffers for them in four sizes, reused. What is lent out is bounded by the
 * sessions that borrow; what is kept for reuse is bounded here.
 *
 * <p>Owner: one I/O thread; any thread may ask for {@link #lentBytes}.
 */
public final class FramePool {
    private static final int LEAST_BYTES = 2_048;
    private static final int GROWTH = 4;
    private static final int CLASSES = 8;
    private static final long MOST_IDLE_BYTES = 32L << 20;
    private static final int MOST_IDLE_FRAMES = 1_024;

    private final int largestBytes;
    private final long mostLentBytes;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final ArrayDeque<UnsafeBuffer>[] idle = new ArrayDeque[CLASSES];

    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private final Workbench workbench = new Workbench();
    private long idleBytes;
    private final Counter lentBytes = new Counter();

    /**
     * @param largestBytes capacity of the largest buffer.
     * @param mostLentBytes what may wait for full sockets, all clients of the thread together.
     */
    public FramePool(int largestBytes, long mostLentBytes) {
        this.largestBytes = largestBytes;
        this.mostLentBytes = mostLentBytes;
        for (int i = 0; i < CLASSES; i++) {
            idle[i] = new ArrayDeque<>();
        }
    }

    /** Capacity of the largest buffer, bytes. */
    public int largestBytes() {
        return largestBytes;
    }

    /** Bytes that wait for full sockets, all clients of the thread together. Any thread. */
    public long lentBytes() {
        return lentBytes.value();
    }

    /** What may wait for full sockets, bytes. Any thread. */
    public long mostLentBytes() {
        return mostLentBytes;
    }

    /** Whether no client may begin to let more wait: an overload of the server's. */
    boolean isExhausted() {
        return lentBytes.value() >= mostLentBytes;
    }

    /** Counts bytes of answers, which lie outside of the pool. */
    void count(int bytes) {
        lentBytes.add(bytes);
    }

    Workbench workbench() {
        return workbench;
    }

    /** A frame without content. */
    Frame frame() {
        Frame frame = frames.poll();
        return frame == null ? new Frame() : frame;
    }

    /** Takes back a frame with its buffer. */
    void giveBack(Frame frame) {
        frame.clear(this);
        if (frames.size() < MOST_IDLE_FRAMES) {
            frames.push(frame);
        }
    }

    /** A buffer of at least so many bytes; beyond {@link #largestBytes} it is not reused. */
    public UnsafeBuffer borrow(int bytes) {
        UnsafeBuffer buffer = take(bytes);
        lentBytes.add(buffer.capacity());
        return buffer;
    }

    /** Takes back a buffer that it lent. */
    public void giveBack(UnsafeBuffer buffer) {
        lentBytes.add(-buffer.capacity());
        keep(buffer);
    }

    private UnsafeBuffer take(int bytes) {
        if (bytes > largestBytes) {
            return new UnsafeBuffer(ByteBuffer.allocateDirect(bytes));
        }
        int size = LEAST_BYTES;
        int kind = 0;
        while (size < bytes && size < largestBytes) {
            size = Math.min(largestBytes, size * GROWTH);
            kind++;
        }
        UnsafeBuffer buffer = idle[kind].poll();
        if (buffer == null) {
            return new UnsafeBuffer(ByteBuffer.allocateDirect(Math.max(size, LEAST_BYTES)));
        }
        idleBytes -= buffer.capacity();
        return buffer;
    }

    private void keep(UnsafeBuffer buffer) {
        boolean oversize = buffer.capacity() > largestBytes;
        if (oversize || idleBytes + buffer.capacity() > MOST_IDLE_BYTES) {
            // At once: without garbage there is no collection that would free it some time.
            BufferUtil.free(buffer.byteBuffer());
            return;
        }
        int kind = 0;
        for (int size = LEAST_BYTES; size < buffer.capacity() && size < largestBytes; kind++) {
            size = Math.min(largestBytes, size * GROWTH);
        }
        idle[kind].push(buffer);
        idleBytes += buffer.capacity();
    }
}
