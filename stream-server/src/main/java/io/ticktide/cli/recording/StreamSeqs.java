package io.ticktide.cli.recording;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.QuoteWideDecoder;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.codecs.sbe.TradingStatusDecoder;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Holds the numbers of every stream of a run against the rule that seq is that of the event before,
 * plus 1, plus conflated.
 *
 * <p>Owner: one thread.
 */
final class StreamSeqs {
    private static final int CHANNELS = 4;
    private static final long UNKNOWN = -1;
    private static final String[] NAMES = {"quote", "trade", "book", "status"};

    private final long[] newest;

    /**
     * @param fromStart whether the run's first event is the first one seen: seqs begin with 1.
     */
    StreamSeqs(int instruments, boolean fromStart) {
        newest = new long[instruments * CHANNELS];
        if (!fromStart) {
            forget();
        }
    }

    /** Which stream a kind of event belongs to; -1 when it is no event of the ring. */
    static int channel(int templateId) {
        return switch (templateId) {
            case QuoteDecoder.TEMPLATE_ID, QuoteWideDecoder.TEMPLATE_ID -> 0;
            case TradeDecoder.TEMPLATE_ID -> 1;
            case BookDeltaDecoder.TEMPLATE_ID -> 2;
            case TradingStatusDecoder.TEMPLATE_ID -> 3;
            default -> -1;
        };
    }

    /** Events are missing: what comes next may have any number. */
    void forget() {
        Arrays.fill(newest, UNKNOWN);
    }

    /** The number of a message of the state after {@link #forget}; checked when it is known. */
    String onState(DirectBuffer message, int offset) {
        int at = place(message, offset);
        if (at < 0) {
            return ""; // A candle: its stream is numbered by who builds bars.
        }
        long seq = EventHeader.seq(message, offset);
        boolean book = EventHeader.templateId(message, offset) == BookDeltaDecoder.TEMPLATE_ID;
        String wrong =
                newest[at] != UNKNOWN && newest[at] != seq && !book
                        ? "the state has seq "
                                + seq
                                + " of "
                                + name(message, offset)
                                + ", but "
                                + newest[at]
                                + " is the newest event"
                        : "";
        newest[at] = seq;
        return wrong;
    }

    /** What is wrong with the number of an event; empty when nothing is. */
    String onEvent(DirectBuffer message, int offset) {
        int at = place(message, offset);
        long seq = EventHeader.seq(message, offset);
        long expected = newest[at] + 1 + EventHeader.conflated(message, offset);
        boolean follows = newest[at] == UNKNOWN || seq == expected;
        newest[at] = seq;
        return follows
                ? ""
                : name(message, offset) + " has seq " + seq + " where " + expected + " follows";
    }

    private static String name(DirectBuffer message, int offset) {
        return NAMES[channel(EventHeader.templateId(message, offset))]
                + " stream of instrument "
                + EventHeader.instrumentId(message, offset);
    }

    private int place(DirectBuffer message, int offset) {
        int channel = channel(EventHeader.templateId(message, offset));
        return channel < 0 ? -1 : EventHeader.instrumentId(message, offset) * CHANNELS + channel;
    }
}
