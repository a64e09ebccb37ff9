package io.ticktide.websocket;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import org.agrona.BufferUtil;

/**
 * Compresses the frames of the server, each by itself. The newest result is kept: of a packet that
 * many clients get, byte for byte the same, only the first costs a compression.
 *
 * <p>Holds the memory of one zlib stream, about 256 KiB, and two buffers of the largest frame so
 * far.
 *
 * <p>Owner: one I/O thread. Allocates only when a frame is larger than those before.
 */
public final class MessageDeflater implements AutoCloseable {
    /** Below, a frame has too little to say twice. */
    static final int LEAST_BYTES = 64;

    /** Above, the others would wait too long for it. */
    static final int MOST_BYTES = 1 << 18;

    private static final int LEAST_BUFFER = 4_096;
    private static final int RSV1 = 0x40;
    private static final int LENGTH_16_BITS = 126;
    private static final int LENGTH_64_BITS = 127;

    /** Ends each flush of zlib; RFC 7692 section 7.2.1 leaves it out. */
    private static final int FLUSH_BYTES = 4;

    private final Deflater deflater;
    private ByteBuffer lastPayload = ByteBuffer.allocateDirect(0);
    private int lastFirst;
    private ByteBuffer lastFrame = ByteBuffer.allocateDirect(0);
    private int lastStart;
    private int lastEnd; // 0: it did not become smaller
    private boolean reused;

    /**
     * @param level of zlib, 1 to 9.
     */
    public MessageDeflater(int level) {
        deflater = new Deflater(level, true);
    }

    /**
     * Compresses a data frame.
     *
     * @param frame whole, from position to limit; stays as it is.
     * @return the frame to send instead, valid until the next call; null when it would not be
     *     smaller.
     */
    public ByteBuffer compress(ByteBuffer frame) {
        int start = frame.position();
        int length = frame.limit() - start;
        int head = headBytes(frame.get(start + 1) & 0x7F);
        reused = false;
        if (length - head < LEAST_BYTES || length - head > MOST_BYTES) {
            return null;
        }
        frame.position(start + head);
        try {
            reused = frame.get(start) == lastFirst && frame.equals(lastPayload);
            if (!reused) {
                remember(frame, frame.get(start));
                lastEnd = deflate(frame.get(start));
            }
        } finally {
            frame.position(start);
        }
        return lastEnd == 0 ? null : lastFrame.limit(lastEnd).position(lastStart);
    }

    /** Whether the last frame was the same as the one before, so that nothing was compressed. */
    public boolean isReused() {
        return reused;
    }

    @Override
    public void close() {
        deflater.end();
        BufferUtil.free(lastPayload);
        BufferUtil.free(lastFrame);
    }

    private void remember(ByteBuffer payload, int first) {
        int from = payload.position();
        if (payload.remaining() > lastPayload.capacity()) {
            int capacity = Math.max(LEAST_BUFFER, 2 * Integer.highestOneBit(payload.remaining()));
            BufferUtil.free(lastPayload);
            BufferUtil.free(lastFrame);
            lastPayload = ByteBuffer.allocateDirect(capacity);
            lastFrame = ByteBuffer.allocateDirect(ServerFrames.HEADROOM + capacity);
        }
        lastPayload.clear();
        lastPayload.put(payload).flip();
        payload.position(from);
        lastFirst = first;
    }

    /** Lays out the frame of what was remembered; returns its end, 0 when it is not smaller. */
    private int deflate(int first) {
        int payloadBytes = lastPayload.limit();
        deflater.reset();
        deflater.setInput(lastPayload);
        lastFrame.clear().position(ServerFrames.HEADROOM);
        lastFrame.limit(ServerFrames.HEADROOM + payloadBytes);
        int made = deflater.deflate(lastFrame, Deflater.SYNC_FLUSH);
        lastPayload.position(0);
        if (made == payloadBytes) {
            return 0; // There may be more to come, and it is as long as the payload already.
        }
        int end = lastFrame.position() - FLUSH_BYTES;
        lastStart = ServerFrames.head(lastFrame.clear(), end, first | RSV1);
        return end;
    }

    private static int headBytes(int announced) {
        return switch (announced) {
            case LENGTH_16_BITS -> 2 + Short.BYTES;
            case LENGTH_64_BITS -> 2 + Long.BYTES;
            default -> 2;
        };
    }
}
