package io.ticktide.feed.recorded;

import io.ticktide.feed.GapStream;
import io.ticktide.feed.MarketListener;

/**
 * Holes that the listener does not know of yet, by instrument and stream: each is told just before
 * the next event of its stream. Rows left out and ids that skip may mean the same events, so the
 * greater of both counts.
 *
 * <p>Owner: the feed thread. Allocates nothing after construction.
 */
final class Holes {
    private static final int STREAMS = GapStream.BOOK + 1;

    private final long[] rowsLeftOut;
    private final long[] missing;

    Holes(int instruments) {
        rowsLeftOut = new long[instruments * STREAMS];
        missing = new long[instruments * STREAMS];
    }

    /** A row of the stream was not told: malformed, or out of order. */
    void leftOut(int instrumentId, byte stream) {
        rowsLeftOut[instrumentId * STREAMS + stream]++;
    }

    /** What the stream itself says is missing; 0 or more. */
    void missing(int instrumentId, byte stream, long events) {
        missing[instrumentId * STREAMS + stream] += events;
    }

    /** To be called before an event of the stream is told. */
    void tell(MarketListener listener, int instrumentId, byte stream) {
        int at = instrumentId * STREAMS + stream;
        long missed = Math.max(rowsLeftOut[at], missing[at]);
        if (missed > 0) {
            rowsLeftOut[at] = 0;
            missing[at] = 0;
            listener.onGap(instrumentId, stream, missed);
        }
    }
}
