package io.ticktide.session;

import io.ticktide.codecs.EventHeader;
import io.ticktide.history.HistoryCursor;

/**
 * Sends a range of a stream once more, flagged RETRANSMIT and outside of the accounting.
 *
 * <p>Owner: that of its {@link Session}.
 */
public final class RangeReplay {
    private final HistoryCursor cursor;
    private final long lastSeq;
    private final int instrumentId;
    private final Message view = new Message();

    /**
     * @param cursor at the first message.
     * @param lastSeq the last seq wanted.
     */
    public RangeReplay(HistoryCursor cursor, long lastSeq, int instrumentId) {
        this.cursor = cursor;
        this.lastSeq = lastSeq;
        this.instrumentId = instrumentId;
    }

    /** Sends what there is room for; returns whether all was sent. */
    boolean send(Session session) {
        while (cursor.hasNext() && cursor.seq() <= lastSeq) {
            view.wrap(cursor.buffer(), cursor.offset(), cursor.length());
            if (!session.makeRoom(view.length(), instrumentId)) {
                return false;
            }
            long conflated = EventHeader.conflated(view.buffer(), view.offset());
            int cause = EventHeader.cause(view.buffer(), view.offset());
            session.appendAgain(view, conflated, cause);
            cursor.advance();
        }
        return true;
    }
}
