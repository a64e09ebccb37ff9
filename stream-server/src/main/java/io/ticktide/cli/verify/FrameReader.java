package io.ticktide.cli.verify;

import io.ticktide.codecs.WireException;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Takes a server's bytes apart into WebSocket messages (RFC 6455, section 5.2), however they were
 * cut into reads and fragments.
 *
 * <p>Owner: one thread.
 */
final class FrameReader {
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int MOST_BYTES = 64 * 1024 * 1024;
    private static final int FIRST_CONTROL = 8;

    private final UnsafeBuffer message = new UnsafeBuffer(0, 0);
    private byte[] bytes = new byte[262_144];
    private int from;
    private int to;
    private byte[] fragments = new byte[0];
    private int fragmentsOpcode;

    /** Appends what was read. */
    void take(byte[] source, int count) {
        if (from > 0 && (from == to || bytes.length - to < count)) {
            System.arraycopy(bytes, from, bytes, 0, to - from);
            to -= from;
            from = 0;
        }
        if (bytes.length - to < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, to + count));
        }
        System.arraycopy(source, 0, bytes, to, count);
        to += count;
    }

    /**
     * Steps to the next whole message.
     *
     * @return its opcode; -1 when more bytes are needed.
     * @throws WireException when these are no frames of a server.
     */
    int next() {
        while (to - from >= 2) {
            int first = bytes[from] & 0xFF;
            int second = bytes[from + 1] & 0xFF;
            int shortLength = second & 0x7F;
            int extended = shortLength < 126 ? 0 : shortLength == 126 ? 2 : 8;
            if ((first & 0x70) != 0 || (second & 0x80) != 0) {
                throw new WireException("frame with reserved bits or a mask, from a server");
            }
            if (to - from < 2 + extended) {
                return -1;
            }
            long length = extended == 0 ? shortLength : 0;
            for (int i = 0; i < extended; i++) {
                length = (length << 8) | (bytes[from + 2 + i] & 0xFF);
            }
            if (length < 0 || length > MOST_BYTES) {
                throw new WireException("frame of " + length + " bytes");
            }
            int start = from + 2 + extended;
            if (to - start < length) {
                return -1;
            }
            from = start + (int) length;
            int opcode = frame(first, start, (int) length);
            if (opcode >= 0) {
                return opcode;
            }
        }
        return -1;
    }

    /** The message, valid until the next {@link #take} or {@link #next}. */
    UnsafeBuffer message() {
        return message;
    }

    // A control frame may come between the fragments of a message.
    private int frame(int first, int start, int length) {
        boolean last = (first & 0x80) != 0;
        int opcode = first & 0x0F;
        if (opcode >= FIRST_CONTROL || (last && opcode != 0)) {
            message.wrap(bytes, start, length);
            return opcode;
        }
        int held = opcode == 0 ? fragments.length : 0;
        fragmentsOpcode = opcode == 0 ? fragmentsOpcode : opcode;
        fragments = Arrays.copyOf(fragments, held + length);
        System.arraycopy(bytes, start, fragments, held, length);
        if (!last) {
            return -1;
        }
        message.wrap(fragments);
        fragments = new byte[0];
        return fragmentsOpcode;
    }
}
