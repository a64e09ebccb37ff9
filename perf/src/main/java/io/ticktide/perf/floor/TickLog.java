package io.ticktide.perf.floor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The frames of one symbol, one quote each, in a ring of bytes that all its clients are written
 * from. Each frame is the bytes that Ticktide sends for a lone quote:
 *
 * <pre>
 *   | 2 WebSocket | 12 packet header | 4 message header | 60 quote |
 * </pre>
 *
 * <p>Owner: the floor's thread. Allocates nothing after construction.
 */
final class TickLog {
    private static final int WS_HEADER = 2;

    /** Bytes of a frame. */
    static final int FRAME_BYTES = WS_HEADER + TickPacket.BYTES;

    private final int symbol;
    private final ByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private final int capacityBytes;
    private final TickPacket packet = new TickPacket();
    private long endBytes;

    /**
     * @param frames that it holds; a client further behind loses what it missed.
     */
    TickLog(int symbol, int frames) {
        this.symbol = symbol;
        capacityBytes = frames * FRAME_BYTES;
        bytes = ByteBuffer.allocateDirect(capacityBytes);
        buffer = new UnsafeBuffer(bytes);
    }

    /** Where the next frame will begin, counted from the first frame ever. */
    long endBytes() {
        return endBytes;
    }

    /** Adds the next tick. */
    void append(long tsEvent, long nowNs) {
        int at = (int) (endBytes % capacityBytes);
        buffer.putByte(at, (byte) 0x82);
        buffer.putByte(at + 1, (byte) (FRAME_BYTES - WS_HEADER));
        long seq = endBytes / FRAME_BYTES + 1;
        packet.encode(buffer, at + WS_HEADER, symbol, seq, tsEvent, nowNs);
        endBytes += FRAME_BYTES;
    }

    /** Whether the frame that a position lies in is still there. */
    boolean holds(long position) {
        return endBytes - position <= capacityBytes;
    }

    /**
     * Writes from a position on, as much as the channel takes.
     *
     * @return the position behind what was written.
     */
    long write(WritableByteChannel channel, long position) throws IOException {
        long at = position;
        while (at < endBytes) {
            int from = (int) (at % capacityBytes);
            int length = (int) Math.min(endBytes - at, capacityBytes - from);
            bytes.limit(from + length).position(from);
            int written = channel.write(bytes);
            at += written;
            if (written < length) {
                break;
            }
        }
        return at;
    }
}
