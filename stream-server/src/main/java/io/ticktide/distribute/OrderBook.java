package io.ticktide.distribute;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.Side;
import org.agrona.DirectBuffer;

/**
 * The order book of one instrument, by price level.
 *
 * <p>Owner: the I/O thread of its {@link Distributor}.
 */
public final class OrderBook {
    private final BookSide bids = new BookSide(true);
    private final BookSide asks = new BookSide(false);
    private long seq;
    private long tsEvent;

    /** Best bid first. */
    public BookSide bids() {
        return bids;
    }

    /** Best ask first. */
    public BookSide asks() {
        return asks;
    }

    /** Seq of the newest change. */
    public long seq() {
        return seq;
    }

    /** Time of the newest change at the source, ns since the Unix epoch. */
    public long tsEvent() {
        return tsEvent;
    }

    /** Applies a {@code BookDelta} that starts at {@code offset} with its message header. */
    void apply(
            BookDeltaDecoder delta, MessageHeaderDecoder header, DirectBuffer buffer, int offset) {
        delta.wrapAndApplyHeader(buffer, offset, header);
        seq = EventHeader.seq(buffer, offset);
        tsEvent = EventHeader.tsEvent(buffer, offset);
        if ((EventHeader.flags(buffer, offset) & Bits.FLAG_RESET) != 0) {
            bids.clear();
            asks.clear();
        }
        for (BookDeltaDecoder.LevelsDecoder level : delta.levels()) {
            BookSide side = level.side() == Side.BUY ? bids : asks;
            side.set(level.price(), level.qty());
        }
    }
}
