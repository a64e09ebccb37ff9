package io.ticktide.market;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.MessageCopy;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A copy of a stream's newest message.
 *
 * <p>Owner: whoever follows the market.
 */
public final class LastMessage {
    private static final int MOST_BYTES = 80;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MOST_BYTES]);
    private int length;

    /** Takes over a message that starts at offset 0. */
    public void set(DirectBuffer message, int newLength) {
        set(message, 0, newLength);
    }

    /** Takes over a message that starts at an offset. */
    public void set(DirectBuffer message, int offset, int newLength) {
        MessageCopy.copy(buffer, 0, message, offset, newLength);
        length = newLength;
    }

    /** The message from offset 0. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** Bytes; 0 before the first message. */
    public int length() {
        return length;
    }

    /** Seq of the message; 0 before the first. */
    public long seq() {
        return length == 0 ? 0 : EventHeader.seq(buffer, 0);
    }
}
