package io.ticktide.session;

import io.ticktide.codecs.EventHeader;
import io.ticktide.history.HistoryCursor;

/**
 * Sends a range of a stream once more, flagged RETRANSMIT and outside of the accounting.
 *
 * <p>Owner: that of its {@link Session}.
 */
public final class RangeReplay {
    /** SBE bytes of one turn, or one larger message. */
    private static final int TURN_BYTES = 4_096;

    private final HistoryCursor cursor;
    private long lastSeq;
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

    /** Sends no more of it. */
    public void cancel() {
        lastSeq = 0;
    }

    /** Whether nothing of it is left to send. */
    public boolean isDone() {
        return !cursor.hasNext() || cursor.seq() > lastSeq;
    }

    /** Takes one turn, as far as there is room; returns whether all was sent. */
    boolean takeTurn(Session session) {
        int left = TURN_BYTES;
        while (!isDone()) {
            view.wrap(cursor.buffer(), cursor.offset(), cursor.length());
            boolean isOver = left < TURN_BYTES && left < view.length();
            if (isOver || !session.delivery().makeRoom(view.length(), instrumentId)) {
                return false;
            }
            left -= view.length();
            long conflated = EventHeader.conflated(view.buffer(), view.offset());
            int cause = EventHeader.cause(view.buffer(), view.offset());
            session.delivery().appendAgain(view, conflated, cause);
            cursor.advance();
        }
        return true;
    }
}
