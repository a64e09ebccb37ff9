package io.ticktide.session;

import io.ticktide.codecs.EventHeader;
import org.agrona.DirectBuffer;

/**
 * A view of one encoded SBE message on its way to sessions, reused for the next.
 *
 * <p>Owner: one I/O thread; valid until the call it is passed to returns.
 */
public final class Message {
    private DirectBuffer buffer;
    private int offset;
    private int length;
    private long version;

    /** Points this view at another message. */
    public Message wrap(DirectBuffer newBuffer, int newOffset, int newLength) {
        buffer = newBuffer;
        offset = newOffset;
        length = newLength;
        version++;
        return this;
    }

    public DirectBuffer buffer() {
        return buffer;
    }

    /** Where the message header starts. */
    public int offset() {
        return offset;
    }

    /** Bytes, header included. */
    public int length() {
        return length;
    }

    /** Changes with every {@link #wrap}: what a dialect may key its last encoding by. */
    public long version() {
        return version;
    }

    public int templateId() {
        return EventHeader.templateId(buffer, offset);
    }

    /** Of a market-data message only. */
    public int instrumentId() {
        return EventHeader.instrumentId(buffer, offset);
    }

    /** Of a market-data message only. */
    public long seq() {
        return EventHeader.seq(buffer, offset);
    }
}
