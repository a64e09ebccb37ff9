package io.ticktide.distribute;

import io.ticktide.codecs.sbe.BookDeltaEncoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.market.BookLevels;
import io.ticktide.market.BookSide;

/**
 * The best levels of one side as a depth stream last told them.
 *
 * <p>Owner: that of its {@link DepthView}.
 */
final class TopLevels implements BookLevels {
    private final boolean bids;
    private final long[] prices;
    private final long[] qtys;
    private int size;

    TopLevels(boolean bids, int depth) {
        this.bids = bids;
        prices = new long[depth];
        qtys = new long[depth];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long price(int level) {
        return prices[level];
    }

    @Override
    public long qty(int level) {
        return qtys[level];
    }

    @Override
    public long qtyAt(long price) {
        for (int i = 0; i < size; i++) {
            if (prices[i] == price) {
                return qtys[i];
            }
        }
        return 0;
    }

    /** How many levels differ from the book's present ones. */
    int countChanges(BookSide now) {
        return changes(now, null);
    }

    /** Writes the levels that differ: removed ones with quantity 0. */
    void writeChanges(BookSide now, BookDeltaEncoder.LevelsEncoder into) {
        changes(now, into);
    }

    /** Takes over the book's present levels. */
    void take(BookSide now) {
        size = Math.min(prices.length, now.size());
        for (int i = 0; i < size; i++) {
            prices[i] = now.price(i);
            qtys[i] = now.qty(i);
        }
    }

    /** Merges the two sorted lists; both have the best price first. */
    private int changes(BookSide now, BookDeltaEncoder.LevelsEncoder into) {
        int nowSize = Math.min(prices.length, now.size());
        int changes = 0;
        int was = 0;
        int is = 0;
        while (was < size || is < nowSize) {
            int order = was == size ? 1 : is == nowSize ? -1 : compare(prices[was], now.price(is));
            long price = order < 0 ? prices[was] : now.price(is);
            long qty = order < 0 ? 0 : now.qty(is);
            if (order != 0 || qtys[was] != qty) {
                changes++;
                if (into != null) {
                    into.next().price(price).qty(qty).side(bids ? Side.BUY : Side.SELL);
                }
            }
            was += order <= 0 ? 1 : 0;
            is += order >= 0 ? 1 : 0;
        }
        return changes;
    }

    /** Negative when the first price is the better one. */
    private int compare(long first, long second) {
        return bids ? Long.compare(second, first) : Long.compare(first, second);
    }
}
