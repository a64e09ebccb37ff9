package io.ticktide.session;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BookDeltaEncoder;
import io.ticktide.codecs.sbe.BookSnapshotEncoder;
import io.ticktide.codecs.sbe.EvEncoder;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.market.BookEvent;
import io.ticktide.market.BookLevels;
import io.ticktide.market.BookView;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.LongHashSet;

/**
 * Writes what a book stream says of a {@link BookView} as it is now.
 *
 * <p>Owner: that of its subscription or distributor.
 */
public final class BookMessages {
    private final BookSnapshotEncoder snapshot = new BookSnapshotEncoder();
    private final BookDeltaEncoder delta = new BookDeltaEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /** All levels; returns the message's bytes. */
    public int snapshot(MutableDirectBuffer buffer, BookView view, StreamKey key) {
        snapshot.wrapAndApplyHeader(buffer, 0, header);
        event(buffer, snapshot.ev(), view, key, Bits.FLAG_RESET);
        snapshot.depth(key.detail());
        BookLevels bids = view.side(true);
        BookSnapshotEncoder.BidsEncoder bidGroup = snapshot.bidsCount(bids.size());
        for (int i = 0; i < bids.size(); i++) {
            bidGroup.next().price(bids.price(i)).qty(bids.qty(i));
        }
        BookLevels asks = view.side(false);
        BookSnapshotEncoder.AsksEncoder askGroup = snapshot.asksCount(asks.size());
        for (int i = 0; i < asks.size(); i++) {
            askGroup.next().price(asks.price(i)).qty(asks.qty(i));
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + snapshot.encodedLength();
    }

    /** The levels that changed, each price shifted left by one with 1 for a bid; returns bytes. */
    int delta(MutableDirectBuffer buffer, BookView view, StreamKey key, LongHashSet changed) {
        delta.wrapAndApplyHeader(buffer, 0, header);
        event(buffer, delta.ev(), view, key, 0);
        delta.depth(key.detail());
        BookDeltaEncoder.LevelsEncoder levels = delta.levelsCount(changed.size());
        LongHashSet.LongIterator each = changed.iterator();
        while (each.hasNext()) {
            long level = each.nextValue();
            boolean bid = (level & 1) == 1;
            long price = level >> 1;
            levels.next().price(price).qty(view.side(bid).qtyAt(price));
            levels.side(bid ? Side.BUY : Side.SELL);
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + delta.encodedLength();
    }

    private static void event(
            MutableDirectBuffer buffer, EvEncoder ev, BookView view, StreamKey key, int added) {
        BookEvent newest = view.newest();
        ev.tsEvent(newest.tsEvent()).tsIngress(newest.tsIngress()).seq(newest.seq());
        ev.instrumentId(key.instrumentId());
        EventHeader.fresh(buffer, 0, newest.flags() | added);
    }
}
