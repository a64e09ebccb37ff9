package io.ticktide.perf.load;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Takes received bytes apart into WebSocket frames (RFC 6455, section 5.2) as a server sends them:
 * unmasked and unfragmented.
 *
 * <pre>
 *   0        1        2              4                   10
 *   +--------+--------+--------------+-------------------+
 *   |1000oooo|0lllllll| length if 126| length if 127     | payload …
 *   +--------+--------+--------------+-------------------+
 * </pre>
 *
 * <p>Thread-safe: no state. Allocates only to fail.
 */
final class FrameWalker {
    private static final int FINAL = 0x80;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0F;
    private static final int MASKED = 0x80;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int NO_CODE = 1005;

    private FrameWalker() {}

    /**
     * Tells all complete frames.
     *
     * @return bytes consumed: what is left is the beginning of a frame.
     * @throws BadFrame when a server must not send that.
     */
    static int walk(DirectBuffer buffer, int offset, int length, FrameListener listener) {
        int at = offset;
        int end = offset + length;
        while (end - at >= 2) {
            int first = buffer.getByte(at) & 0xFF;
            int second = buffer.getByte(at + 1) & 0xFF;
            if (second >= 126 || (first & (FINAL | RESERVED)) != FINAL) {
                int header = longHeader(end - at, first, second);
                if (header == 0) {
                    break;
                }
                int payload = longLength(buffer, at, header);
                if (end - at - header < payload) {
                    break;
                }
                tell(buffer, at + header, payload, first & OPCODE, listener);
                at += header + payload;
            } else {
                if (end - at - 2 < second) {
                    break;
                }
                tell(buffer, at + 2, second, first & OPCODE, listener);
                at += 2 + second;
            }
        }
        return at - offset;
    }

    /** Bytes of the header of a frame that is not of the commonest kind; 0: not all there yet. */
    private static int longHeader(int received, int first, int second) {
        if ((first & FINAL) == 0) {
            throw new BadFrame("a fragmented message, which this client does not read");
        }
        if ((first & RESERVED) != 0) {
            throw new BadFrame("reserved bits without an extension that uses them");
        }
        if ((second & MASKED) != 0) {
            throw new BadFrame("a masked frame; only clients mask");
        }
        int header = second == 126 ? 4 : 10;
        return received < header ? 0 : header;
    }

    private static int longLength(DirectBuffer buffer, int at, int header) {
        if (header == 4) {
            return buffer.getShort(at + 2, ByteOrder.BIG_ENDIAN) & 0xFFFF;
        }
        long length = buffer.getLong(at + 2, ByteOrder.BIG_ENDIAN);
        if (length < 0 || length > Connection.MOST_FRAME_BYTES) {
            throw new BadFrame(
                    "a frame of "
                            + length
                            + " bytes, more than "
                            + Connection.MOST_FRAME_BYTES
                            + " that this client holds");
        }
        return (int) length;
    }

    private static void tell(
            DirectBuffer buffer, int offset, int length, int opcode, FrameListener listener) {
        switch (opcode) {
            case BINARY -> listener.onBinary(buffer, offset, length);
            case TEXT -> listener.onText(buffer, offset, length);
            case PING -> listener.onPing(buffer, offset, length);
            case PONG -> {
                // Unasked for: a sign of life.
            }
            case CLOSE ->
                    listener.onClose(
                            length < 2
                                    ? NO_CODE
                                    : buffer.getShort(offset, ByteOrder.BIG_ENDIAN) & 0xFFFF);
            default -> throw new BadFrame("opcode " + opcode + " is not one of RFC 6455");
        }
    }
}
