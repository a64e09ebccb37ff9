package io.ticktide.feed;

import org.agrona.DirectBuffer;

/**
 * Takes what a feed tells, in the order in which it happened. Every call is one source event, but
 * for a book change, which is the run from {@link #onBookStart} to {@link #onBookEnd}, and for
 * {@link #onGap}, which is none.
 *
 * <p>All times are ns since the Unix epoch, all prices and quantities mantissas at the instrument's
 * scales. Called by the feed's thread, inside {@link Feed#poll}.
 */
public interface MarketListener {
    /** Best bid and ask changed; a missing side has {@link io.ticktide.codecs.Decimals#NULL}. */
    void onQuote(int instrumentId, long tsEvent, long bidPx, long bidQty, long askPx, long askQty);

    /**
     * A trade printed.
     *
     * @param tradeId the venue's number of it; may repeat when a recording loops.
     * @param aggressor {@link Side}: who took the liquidity.
     */
    void onTrade(
            int instrumentId, long tsEvent, long price, long qty, long tradeId, byte aggressor);

    /**
     * A book change begins; its levels follow.
     *
     * @param reset the book held so far is void: the levels that follow are all there is. A reset
     *     without levels says that the book is not known until the next reset.
     */
    void onBookStart(int instrumentId, long tsEvent, boolean reset);

    /** Absolute quantity now at one price level; 0 removes the level. */
    void onBookLevel(byte side, long price, long qty);

    /** The book change is complete. */
    void onBookEnd();

    /**
     * Trading in an instrument was halted, resumed or closed.
     *
     * @param state {@link TradingState}.
     */
    void onStatus(int instrumentId, long tsEvent, byte state);

    /**
     * The source is known to have lost, repeated or reordered events: the next event of the stream
     * stands after a hole.
     *
     * @param stream which stream of the instrument: {@link GapStream}.
     * @param missed events known to be missing, at least 1; 1 when the number is not known.
     */
    void onGap(int instrumentId, byte stream, long missed);

    /**
     * A message of a recording, as it was in the ring when it was recorded: with its number and
     * what was lost before it. Quotes, trades, book changes, statuses and the feed's time are
     * events as above; with the flag SNAPSHOT they are no events but the state that the next ones
     * build on, as are bars ({@code Candle}). All parts of a book's state have the number of its
     * newest event.
     *
     * @param message holds it; valid until the call returns.
     * @param offset where it begins, with its header.
     * @param length bytes, header included.
     * @throws UnsupportedOperationException by a listener that is not meant for recordings.
     */
    default void onRecorded(DirectBuffer message, int offset, int length) {
        throw new UnsupportedOperationException(getClass() + " takes no recorded messages");
    }
}
