package io.ticktide.history;

import io.ticktide.codecs.EventHeader;
import org.agrona.DirectBuffer;

/**
 * Walks one stream of an {@link EventHistory} from some seq on, up to the newest message and on
 * again when more arrive. What was forgotten before the cursor came to it is skipped; the seq of
 * the next message tells.
 *
 * <p>Owner: that of the history.
 */
public final class HistoryCursor {
    private final EventHistory history;
    private final int stream;
    private long nextSeq;
    private long position = EventHistory.NONE;

    /**
     * @param fromSeq the first seq wanted.
     */
    public HistoryCursor(EventHistory history, int stream, long fromSeq) {
        this.history = history;
        this.stream = stream;
        nextSeq = fromSeq;
    }

    /** Whether there is a message to read now; its place is {@link #offset}. */
    public boolean hasNext() {
        if (position == EventHistory.NONE || !history.isKept(position)) {
            position = history.find(stream, nextSeq);
        }
        return position != EventHistory.NONE;
    }

    /** Seq of the newest message that the history took of the stream, kept or not. */
    public long newestSeq() {
        return history.newestSeq(stream);
    }

    /** Where the message is; valid until the history takes another. */
    public DirectBuffer buffer() {
        return history.buffer();
    }

    /** Where in {@link #buffer} the message begins, after {@link #hasNext} said yes. */
    public int offset() {
        return history.messageOffset(position);
    }

    /** Bytes of the message. */
    public int length() {
        return history.messageLength(position);
    }

    /** Seq of the message. */
    public long seq() {
        return EventHeader.seq(history.buffer(), offset());
    }

    /** Goes past the message. */
    public void advance() {
        nextSeq = seq() + 1;
        position = history.next(position);
    }
}
