package io.ticktide.history;

import org.agrona.DirectBuffer;

/**
 * Walks the past events of one stream, up to the newest and on again when more arrive. What cannot
 * be had any more is skipped; the seq of the next message tells.
 *
 * <p>Owner: one I/O thread.
 */
public interface EventCursor {
    /** Whether there is a message to read now; its place is {@link #offset}. */
    boolean hasNext();

    /** Whether there will be more that is not here yet; asked after {@link #hasNext} said no. */
    boolean isLoading();

    /** Seq of the newest event of the stream, whether or not it can still be had. */
    long newestSeq();

    /** Where the message is; valid until the next call of {@link #hasNext}. */
    DirectBuffer buffer();

    /** Where in {@link #buffer} the message begins, after {@link #hasNext} said yes. */
    int offset();

    /** Bytes of the message. */
    int length();

    /** Seq of the message. */
    long seq();

    /** Goes past the message. */
    void advance();

    /** Whether it came from a recording and now goes on in memory; says so once. */
    boolean hasJoined();

    /** Nobody will read on. */
    void close();
}
