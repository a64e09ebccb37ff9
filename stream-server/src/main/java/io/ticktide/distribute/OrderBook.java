package io.ticktide.distribute;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.session.BookView;
import org.agrona.DirectBuffer;

/**
 * The order book of one instrument, by price level.
 *
 * <p>Owner: the I/O thread of its {@link Distributor}.
 */
public final class OrderBook implements BookView {
    private final BookSide bids = new BookSide(true);
    private final BookSide asks = new BookSide(false);
    private long seq;
    private long tsEvent;
    private long tsIngress;
    private int flags;

    /** Best bid first. */
    public BookSide bids() {
        return bids;
    }

    /** Best ask first. */
    public BookSide asks() {
        return asks;
    }

    @Override
    public int levels(boolean ofBids) {
        return side(ofBids).size();
    }

    @Override
    public long price(boolean ofBids, int level) {
        return side(ofBids).price(level);
    }

    @Override
    public long qty(boolean ofBids, int level) {
        return side(ofBids).qty(level);
    }

    @Override
    public long qtyAt(boolean ofBids, long price) {
        return side(ofBids).qtyAt(price);
    }

    @Override
    public long seq() {
        return seq;
    }

    @Override
    public long shownSeq() {
        return seq;
    }

    @Override
    public long tsEvent() {
        return tsEvent;
    }

    @Override
    public long tsIngress() {
        return tsIngress;
    }

    @Override
    public int flags() {
        return flags;
    }

    /** Applies a {@code BookDelta} that starts at {@code offset} with its message header. */
    void apply(
            BookDeltaDecoder delta, MessageHeaderDecoder header, DirectBuffer buffer, int offset) {
        delta.wrapAndApplyHeader(buffer, offset, header);
        seq = EventHeader.seq(buffer, offset);
        tsEvent = EventHeader.tsEvent(buffer, offset);
        tsIngress = EventHeader.tsIngress(buffer, offset);
        int all = EventHeader.flags(buffer, offset);
        flags = all & ~Bits.FLAG_RESET;
        if ((all & Bits.FLAG_RESET) != 0) {
            bids.clear();
            asks.clear();
        }
        for (BookDeltaDecoder.LevelsDecoder level : delta.levels()) {
            side(level.side() == Side.BUY).set(level.price(), level.qty());
        }
    }

    private BookSide side(boolean ofBids) {
        return ofBids ? bids : asks;
    }
}
