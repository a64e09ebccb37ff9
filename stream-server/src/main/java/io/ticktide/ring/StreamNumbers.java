package io.ticktide.ring;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Numbers one kind of stream for all instruments: 1, 2, 3 …, leaving room for what the source lost.
 *
 * <p>Owner: the feed thread.
 */
final class StreamNumbers {
    private static final long MOST_MISSED = 0xFFFF_FFFFL;

    private final long[] seq;
    private final long[] missed;

    StreamNumbers(int instruments) {
        seq = new long[instruments];
        missed = new long[instruments];
    }

    /** The source lost so many events before the next one. */
    void gap(int instrumentId, long events) {
        missed[instrumentId] = Math.min(MOST_MISSED, missed[instrumentId] + events);
    }

    /**
     * The source lost nobody knows how many events before the next one.
     *
     * @return whether there were any before that.
     */
    boolean interrupt(int instrumentId) {
        boolean hasBegun = seq[instrumentId] > 0;
        if (hasBegun) {
            gap(instrumentId, 1);
        }
        return hasBegun;
    }

    /** Gives a fresh message at offset 0 its seq, and the mark of the hole before it, if any. */
    void number(int instrumentId, UnsafeBuffer message) {
        long hole = missed[instrumentId];
        seq[instrumentId] += 1 + hole;
        EventHeader.seq(message, 0, seq[instrumentId]);
        if (hole > 0) {
            EventHeader.afterGap(message, 0, hole, Bits.CAUSE_UPSTREAM);
            missed[instrumentId] = 0;
        }
    }
}
