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
public final class HistoryCursor implements EventCursor {
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

    @Override
    public boolean hasNext() {
        if (position == EventHistory.NONE || !history.isKept(position)) {
            position = history.find(stream, nextSeq);
        }
        return position != EventHistory.NONE;
    }

    @Override
    public long newestSeq() {
        return history.newestSeq(stream);
    }

    @Override
    public DirectBuffer buffer() {
        return history.buffer();
    }

    @Override
    public int offset() {
        return history.messageOffset(position);
    }

    @Override
    public int length() {
        return history.messageLength(position);
    }

    @Override
    public long seq() {
        return EventHeader.seq(history.buffer(), offset());
    }

    @Override
    public void advance() {
        nextSeq = seq() + 1;
        position = history.next(position);
    }

    @Override
    public boolean isLoading() {
        return false;
    }

    @Override
    public boolean hasJoined() {
        return false;
    }

    @Override
    public void close() {
        // Holds nothing that would have to be given back.
    }
}
