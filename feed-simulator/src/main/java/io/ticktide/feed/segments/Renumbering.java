package io.ticktide.feed.segments;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.QuoteWideDecoder;
import io.ticktide.codecs.sbe.TradeDecoder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The numbers of the streams of a replay. In one run they are those of the recording. A further
 * run, or a further pass, goes on behind the numbers told before: each stream after a gap of 1, as
 * it does not follow on them.
 *
 * <p>Owner: the feed thread. Allocates nothing after construction.
 */
final class Renumbering {
    private static final int CHANNELS = 4;
    private static final long MOST_MISSED = 0xFFFF_FFFFL;

    private final long[] told;
    private final long[] added;
    private final boolean[] resumes;
    private boolean changes;

    Renumbering(int instruments) {
        told = new long[instruments * CHANNELS];
        added = new long[instruments * CHANNELS];
        resumes = new boolean[instruments * CHANNELS];
    }

    /** The stream of an event; no two have the same. */
    static int stream(int instrumentId, int templateId) {
        int channel =
                switch (templateId) {
                    case QuoteDecoder.TEMPLATE_ID, QuoteWideDecoder.TEMPLATE_ID -> 0;
                    case TradeDecoder.TEMPLATE_ID -> 1;
                    case BookDeltaDecoder.TEMPLATE_ID -> 2;
                    default -> 3;
                };
        return instrumentId * CHANNELS + channel;
    }

    /** Whether an event has to be changed; one that has not is still to be {@link #noted}. */
    boolean changes() {
        return changes;
    }

    /** Forgets what was told: the numbers are those of the recording again. */
    void clear() {
        Arrays.fill(told, 0);
        Arrays.fill(added, 0);
        Arrays.fill(resumes, false);
        changes = false;
    }

    /** Another run or pass begins. */
    void resume() {
        for (int i = 0; i < told.length; i++) {
            resumes[i] = told[i] > 0;
            changes |= resumes[i];
        }
    }

    /** An event that needs no change is told. */
    void noted(int stream, long seq) {
        told[stream] = seq;
    }

    /** Gives an event its number, and the mark of the gap before it. */
    void number(int stream, MutableDirectBuffer message) {
        long seq = EventHeader.seq(message, 0);
        if (resumes[stream]) {
            resumes[stream] = false;
            long hole = 1 + EventHeader.conflated(message, 0);
            added[stream] = told[stream] + 1 + hole - seq;
            mark(message, hole, EventHeader.cause(message, 0) | Bits.CAUSE_UPSTREAM);
            if (EventHeader.templateId(message, 0) == BookDeltaDecoder.TEMPLATE_ID) {
                // Of the book told before nothing holds any more.
                EventHeader.entered(message, 0, 0, Bits.FLAG_RESET);
            }
        }
        told[stream] = seq + added[stream];
        EventHeader.seq(message, 0, told[stream]);
    }

    /**
     * Gives a part of a state its number, and the mark of what was missed before it.
     *
     * @param cause why anything was.
     * @param hole whether it stands behind a hole; else the stream begins with it.
     * @return whether it is to be told: something was missed.
     */
    boolean numberState(int stream, MutableDirectBuffer message, int cause, boolean hole) {
        if (resumes[stream]) {
            EventHeader.account(message, 0, 0, cause, 0);
            number(stream, message);
            return true;
        }
        long seq = EventHeader.seq(message, 0) + added[stream];
        if (hole && seq <= told[stream]) {
            return false;
        }
        EventHeader.seq(message, 0, seq);
        mark(message, hole ? seq - told[stream] - 1 : 0, cause);
        told[stream] = seq;
        return true;
    }

    /** Whether a message of a book is not the first of its state. */
    static boolean isFurtherPart(DirectBuffer message, int offset) {
        return EventHeader.templateId(message, offset) == BookDeltaDecoder.TEMPLATE_ID
                && (EventHeader.flags(message, offset) & Bits.FLAG_RESET) == 0;
    }

    /** Gives a further part of a book's state the number of the first. */
    void numberPart(int stream, MutableDirectBuffer message, int cause) {
        EventHeader.seq(message, 0, told[stream]);
        mark(message, 0, cause);
    }

    private static void mark(MutableDirectBuffer message, long hole, int cause) {
        EventHeader.afterGap(message, 0, Math.min(MOST_MISSED, hole), cause);
    }
}
