package io.ticktide.distribute;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BookDeltaEncoder;
import io.ticktide.codecs.sbe.EvEncoder;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.market.BookEvent;
import io.ticktide.market.BookView;
import io.ticktide.market.OrderBook;
import org.agrona.ExpandableArrayBuffer;

/**
 * The best levels of a book, and what changed among them: one delta per event of the book that
 * shows, encoded once for all who asked for this depth. Events that do not show are accounted for
 * with the cause DEPTH.
 *
 * <p>Owner: the I/O thread of its {@link Distributor}.
 */
final class DepthView implements BookView {
    private final OrderBook book;
    private final int instrumentId;
    private final int depth;
    private final TopLevels bids;
    private final TopLevels asks;
    private final Subscribers subscribers = new Subscribers();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(256);
    private final BookDeltaEncoder delta = new BookDeltaEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long shownSeq;

    DepthView(OrderBook book, int instrumentId, int depth) {
        this.book = book;
        this.instrumentId = instrumentId;
        this.depth = depth;
        bids = new TopLevels(true, depth);
        asks = new TopLevels(false, depth);
        bids.take(book.bids());
        asks.take(book.asks());
        shownSeq = book.newest().seq();
    }

    int depth() {
        return depth;
    }

    Subscribers subscribers() {
        return subscribers;
    }

    /** The delta of the newest event, from offset 0. */
    ExpandableArrayBuffer buffer() {
        return buffer;
    }

    /**
     * Follows the book.
     *
     * @param cause why the source's own event stands after a hole; 0 usually.
     * @param hole events lost in that hole.
     * @return bytes of the delta; 0 when nothing shows.
     */
    int update(int cause, long hole) {
        int changes = bids.countChanges(book.bids()) + asks.countChanges(book.asks());
        if (changes == 0 && cause == 0) {
            return 0;
        }
        delta.wrapAndApplyHeader(buffer, 0, header).depth(depth);
        EvEncoder ev = delta.ev();
        BookEvent newest = book.newest();
        ev.tsEvent(newest.tsEvent()).tsIngress(newest.tsIngress()).seq(newest.seq());
        ev.instrumentId(instrumentId);
        EventHeader.fresh(buffer, 0, newest.flags());
        long hidden = newest.seq() - shownSeq - 1 - hole;
        EventHeader.addCause(buffer, 0, cause | (hidden > 0 ? Bits.CAUSE_DEPTH : 0));
        BookDeltaEncoder.LevelsEncoder levels = delta.levelsCount(changes);
        bids.writeChanges(book.bids(), levels);
        asks.writeChanges(book.asks(), levels);
        bids.take(book.bids());
        asks.take(book.asks());
        shownSeq = book.newest().seq();
        return MessageHeaderEncoder.ENCODED_LENGTH + delta.encodedLength();
    }

    @Override
    public TopLevels side(boolean ofBids) {
        return ofBids ? bids : asks;
    }

    @Override
    public BookEvent newest() {
        return book.newest();
    }

    @Override
    public long shownSeq() {
        return shownSeq;
    }
}
