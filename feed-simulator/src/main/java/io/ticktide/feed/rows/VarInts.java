package io.ticktide.feed.rows;

import java.nio.ByteBuffer;

/**
 * Whole numbers of one to ten bytes, seven bits each, the lowest first; signed ones zigzag, as in
 * Protocol Buffers ("Encoding", developers.google.com/protocol-buffers).
 *
 * <p>Thread-safe: no state.
 */
final class VarInts {
    /** Most bytes of a number. */
    static final int LONGEST = 10;

    private VarInts() {}

    static void put(ByteBuffer into, long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            into.put((byte) (left | 0x80));
            left >>>= 7;
        }
        into.put((byte) left);
    }

    static void putSigned(ByteBuffer into, long value) {
        put(into, value << 1 ^ value >> 63);
    }

    /**
     * @throws java.nio.BufferUnderflowException when the buffer ends within the number.
     */
    static long get(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = from.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number has more than " + LONGEST + " bytes");
    }

    static long getSigned(ByteBuffer from) {
        long value = get(from);
        return value >>> 1 ^ -(value & 1);
    }
}
