package io.ticktide.websocket;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;

/**
 * Headers of the frames that the server sends: final, unmasked. The header is laid right before a
 * payload that is already there, so that nothing is moved.
 */
public final class ServerFrames {
    /** Bytes to leave free before a payload. */
    public static final int HEADROOM = 10;

    private static final int FINAL = 0x80;
    private static final int MOST_SHORT = 125;
    private static final int MOST_16_BITS = 0xFFFF;
    private static final int CODE_BYTES = Short.BYTES;

    private ServerFrames() {}

    /**
     * Lays the header of a data frame before its payload.
     *
     * @param from where the payload starts, at least {@link #HEADROOM}.
     * @param to where it ends.
     * @return where the frame starts.
     */
    public static int head(MutableDirectBuffer buffer, int from, int to, boolean isText) {
        int length = to - from;
        int start = from - headBytes(length);
        buffer.putByte(start, (byte) (FINAL | (isText ? Opcode.TEXT : Opcode.BINARY)));
        if (length <= MOST_SHORT) {
            buffer.putByte(start + 1, (byte) length);
        } else if (length <= MOST_16_BITS) {
            buffer.putByte(start + 1, (byte) 126);
            buffer.putShort(start + 2, (short) length, ByteOrder.BIG_ENDIAN);
        } else {
            buffer.putByte(start + 1, (byte) 127);
            buffer.putLong(start + 2, length, ByteOrder.BIG_ENDIAN);
        }
        return start;
    }

    /**
     * Lays a header before a payload that begins at {@link #HEADROOM}.
     *
     * @param to where the payload ends.
     * @param first byte of the header.
     * @return where the frame starts.
     */
    static int head(ByteBuffer buffer, int to, int first) {
        int length = to - HEADROOM;
        int start = HEADROOM - headBytes(length);
        buffer.put(start, (byte) first);
        if (length <= MOST_SHORT) {
            buffer.put(start + 1, (byte) length);
        } else if (length <= MOST_16_BITS) {
            buffer.put(start + 1, (byte) 126).putShort(start + 2, (short) length);
        } else {
            buffer.put(start + 1, (byte) 127).putLong(start + 2, length);
        }
        return start;
    }

    /** A whole text frame. */
    public static ByteBuffer text(byte[] utf8) {
        ByteBuffer frame = ByteBuffer.allocate(headBytes(utf8.length) + utf8.length);
        frame.put((byte) (FINAL | Opcode.TEXT));
        if (utf8.length <= MOST_SHORT) {
            frame.put((byte) utf8.length);
        } else if (utf8.length <= MOST_16_BITS) {
            frame.put((byte) 126).putShort((short) utf8.length);
        } else {
            frame.put((byte) 127).putLong(utf8.length);
        }
        return frame.put(utf8).flip();
    }

    /** A whole ping frame without payload. */
    public static ByteBuffer ping() {
        return control(Opcode.PING, new byte[0]);
    }

    /**
     * A whole pong frame.
     *
     * @param payload the ping's, at most 125 bytes.
     */
    public static ByteBuffer pong(byte[] payload) {
        return control(Opcode.PONG, payload);
    }

    /**
     * A whole close frame.
     *
     * @param reason ASCII, at most 123 characters.
     */
    public static ByteBuffer close(int code, String reason) {
        byte[] payload = new byte[CODE_BYTES + reason.length()];
        payload[0] = (byte) (code >>> Byte.SIZE);
        payload[1] = (byte) code;
        for (int i = 0; i < reason.length(); i++) {
            payload[CODE_BYTES + i] = (byte) reason.charAt(i);
        }
        return control(Opcode.CLOSE, payload);
    }

    private static ByteBuffer control(int opcode, byte[] payload) {
        if (payload.length > MOST_SHORT) {
            throw new IllegalArgumentException(
                    payload.length + " bytes do not fit a control frame");
        }
        ByteBuffer frame = ByteBuffer.allocate(2 + payload.length);
        return frame.put((byte) (FINAL | opcode)).put((byte) payload.length).put(payload).flip();
    }

    private static int headBytes(int length) {
        if (length <= MOST_SHORT) {
            return 2;
        }
        return length <= MOST_16_BITS ? 2 + Short.BYTES : 2 + Long.BYTES;
    }
}
