package io.ticktide.distribute;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.MessageCopy;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A copy of a stream's newest message.
 *
 * <p>Owner: that of its {@link InstrumentState}.
 */
final class LastMessage {
    private static final int MOST_BYTES = 80;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MOST_BYTES]);
    private int length;

    void set(DirectBuffer message, int newLength) {
        MessageCopy.copy(buffer, 0, message, 0, newLength);
        length = newLength;
    }

    DirectBuffer buffer() {
        return buffer;
    }

    /** Bytes; 0 before the first message. */
    int length() {
        return length;
    }

    /** Seq of the message; 0 before the first. */
    long seq() {
        return length == 0 ? 0 : EventHeader.seq(buffer, 0);
    }
}
