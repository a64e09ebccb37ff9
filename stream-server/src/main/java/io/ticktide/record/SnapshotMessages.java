package io.ticktide.record;

import io.ticktide.candles.BarHistory;
import io.ticktide.candles.BarSeries;
import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.MessageCopy;
import io.ticktide.codecs.sbe.BookDeltaEncoder;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.market.BookEvent;
import io.ticktide.market.BookSide;
import io.ticktide.market.LastMessage;
import io.ticktide.market.OrderBook;
import io.ticktide.ring.FeedIngress;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** The messages of a snapshot, one after the other. Owner: that of its {@link MarketState}. */
final class SnapshotMessages {
    private final BookDeltaEncoder delta = new BookDeltaEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private MutableDirectBuffer into;
    private int length;
    private int count;

    void begin(MutableDirectBuffer buffer) {
        into = buffer;
        length = 0;
        count = 0;
    }

    /** Bytes of all of them. */
    int length() {
        return length;
    }

    int count() {
        return count;
    }

    void copy(LastMessage message) {
        if (message.length() > 0) {
            append(message.buffer(), message.length());
        }
    }

    void bar(BarSeries series) {
        DirectBuffer newest = series.newest();
        if (newest != null) {
            append(newest, BarHistory.BAR_BYTES);
        }
    }

    /** A book as changes of it that fit into the ring: the first is a RESET, the last ends them. */
    void book(int instrumentId, OrderBook book) {
        if (book.newest().seq() == 0) {
            return;
        }
        int bids = book.bids().size();
        int levels = bids + book.asks().size();
        int from = 0;
        do {
            int to = Math.min(levels, from + FeedIngress.LEVELS_PER_SLOT);
            delta.wrapAndApplyHeader(into, length, header).depth(0);
            BookEvent newest = book.newest();
            delta.ev().tsEvent(newest.tsEvent()).tsIngress(newest.tsIngress());
            delta.ev().seq(newest.seq()).instrumentId(instrumentId);
            int flags = newest.flags() & ~Bits.FLAG_LAST_IN_EVENT;
            flags |= from == 0 ? Bits.FLAG_RESET : 0;
            flags |= to == levels ? Bits.FLAG_LAST_IN_EVENT : 0;
            EventHeader.fresh(into, length, flags);
            BookDeltaEncoder.LevelsEncoder group = delta.levelsCount(to - from);
            for (int i = from; i < to; i++) {
                boolean bid = i < bids;
                BookSide side = book.side(bid);
                int level = bid ? i : i - bids;
                group.next().price(side.price(level)).qty(side.qty(level));
                group.side(bid ? Side.BUY : Side.SELL);
            }
            length += MessageHeaderEncoder.ENCODED_LENGTH + delta.encodedLength();
            count++;
            from = to;
        } while (from < levels);
    }

    private void append(DirectBuffer message, int messageLength) {
        into.checkLimit(length + messageLength);
        MessageCopy.copy(into, length, message, 0, messageLength);
        length += messageLength;
        count++;
    }
}
