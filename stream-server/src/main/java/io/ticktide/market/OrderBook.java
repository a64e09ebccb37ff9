package io.ticktide.market;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.Side;
import org.agrona.DirectBuffer;

/**
 * The order book of one instrument, by price level.
 *
 * <p>Owner: whoever follows the market.
 */
public final class OrderBook implements BookView {
    private final BookSide bids = new BookSide(true);
    private final BookSide asks = new BookSide(false);
    private final BookEvent newest = new BookEvent();

    /** Best bid first. */
    public BookSide bids() {
        return bids;
    }

    /** Best ask first. */
    public BookSide asks() {
        return asks;
    }

    @Override
    public BookSide side(boolean ofBids) {
        return ofBids ? bids : asks;
    }

    @Override
    public BookEvent newest() {
        return newest;
    }

    @Override
    public long shownSeq() {
        return newest.seq();
    }

    /** Applies a {@code BookDelta} that starts at {@code offset} with its message header. */
    public void apply(
            BookDeltaDecoder delta, MessageHeaderDecoder header, DirectBuffer buffer, int offset) {
        delta.wrapAndApplyHeader(buffer, offset, header);
        newest.set(buffer, offset);
        if ((EventHeader.flags(buffer, offset) & Bits.FLAG_RESET) != 0) {
            bids.clear();
            asks.clear();
        }
        for (BookDeltaDecoder.LevelsDecoder level : delta.levels()) {
            side(level.side() == Side.BUY).set(level.price(), level.qty());
        }
    }
}
