package io.ticktide.session;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Direct buffers for frames in four sizes, reused. What is lent out is bounded by the sessions that
 * borrow; what is kept for reuse is bounded here.
 *
 * <p>Owner: one I/O thread.
 */
public final class FramePool {
    private static final int LEAST_BYTES = 2_048;
    private static final int GROWTH = 4;
    private static final int CLASSES = 8;
    private static final long MOST_IDLE_BYTES = 32L << 20;

    private final int largestBytes;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final ArrayDeque<UnsafeBuffer>[] idle = new ArrayDeque[CLASSES];

    private final MutableDirectBuffer scratch = new ExpandableArrayBuffer(512);
    private long idleBytes;

    /**
     * @param largestBytes capacity of the largest buffer.
     */
    public FramePool(int largestBytes) {
        this.largestBytes = largestBytes;
        for (int i = 0; i < CLASSES; i++) {
            idle[i] = new ArrayDeque<>();
        }
    }

    /** Capacity of the largest buffer, bytes. */
    public int largestBytes() {
        return largestBytes;
    }

    /** Where a session builds a message before it goes into a frame; grows to the largest. */
    MutableDirectBuffer scratch() {
        return scratch;
    }

    /** A buffer of at least so many bytes; beyond {@link #largestBytes} it is not reused. */
    UnsafeBuffer borrow(int bytes) {
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

    void giveBack(UnsafeBuffer buffer) {
        boolean oversize = buffer.capacity() > largestBytes;
        if (oversize || idleBytes + buffer.capacity() > MOST_IDLE_BYTES) {
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
