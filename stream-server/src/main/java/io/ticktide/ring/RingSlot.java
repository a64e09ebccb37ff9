package io.ticktide.ring;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One preallocated event of the ring: an SBE message from offset 0.
 *
 * <p>Owner: the feed thread between claim and publish; afterwards read-only, until every poller has
 * passed it.
 */
public final class RingSlot {
    /** Bytes of a slot: holds every message; a book change of more levels takes several slots. */
    public static final int BYTES = 256;

    private final UnsafeBuffer buffer;
    private int length;

    RingSlot(ByteBuffer region, int offset) {
        buffer = new UnsafeBuffer(region, offset, BYTES);
    }

    /** The message, valid until the poller's handler returns. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** Bytes of the message, header included. */
    public int length() {
        return length;
    }

    void length(int newLength) {
        length = newLength;
    }
}
