package io.ticktide.feed.simulated;

import io.ticktide.feed.MarketListener;

/**
 * What happens at one moment in one instrument: in this order a trading state, a trade, a book
 * change and a quote, each of them optional. Filled by the market, told event by event; reused for
 * every action.
 *
 * <p>Owner: the feed thread. Allocates nothing after construction.
 */
final class MarketAction {
    // A move may replace both sides: every level removed and another one put in its place.
    private static final int MAX_CHANGES = 4 * BookSide.MAX_LEVELS + 2;

    private final byte[] sides = new byte[MAX_CHANGES];
    private final long[] prices = new long[MAX_CHANGES];
    private final long[] quantities = new long[MAX_CHANGES];
    private int instrumentId;
    private long tsEvent;
    private boolean statusUntold;
    private byte status;
    private boolean tradeUntold;
    private long tradePrice;
    private long tradeQty;
    private long tradeId;
    private byte aggressor;
    private boolean bookUntold;
    private boolean reset;
    private int changes;
    private boolean quoteUntold;
    private long bidPrice;
    private long bidQty;
    private long askPrice;
    private long askQty;

    /** Starts an action; the one before must have been told. */
    void begin(int ofInstrument, long atNs) {
        instrumentId = ofInstrument;
        tsEvent = atNs;
        changes = 0;
        reset = false;
    }

    /** The instrument trades from now on, or does not: {@link io.ticktide.feed.TradingState}. */
    void status(byte state) {
        status = state;
        statusUntold = true;
    }

    void trade(long price, long qty, long id, byte side) {
        tradePrice = price;
        tradeQty = qty;
        tradeId = id;
        aggressor = side;
        tradeUntold = true;
    }

    /** The levels are all there is, not changes to what was before. */
    void reset() {
        reset = true;
    }

    void level(byte side, long price, long qty) {
        sides[changes] = side;
        prices[changes] = price;
        quantities[changes] = qty;
        changes++;
        bookUntold = true;
    }

    void quote(long bidPx, long bidQuantity, long askPx, long askQuantity) {
        bidPrice = bidPx;
        bidQty = bidQuantity;
        askPrice = askPx;
        askQty = askQuantity;
        quoteUntold = true;
    }

    /** Events that are not told yet. */
    int untold() {
        return (statusUntold ? 1 : 0)
                + (tradeUntold ? 1 : 0)
                + (bookUntold ? 1 : 0)
                + (quoteUntold ? 1 : 0);
    }

    long tsEvent() {
        return tsEvent;
    }

    /** Tells the next event, of which there must be one; returns the listener calls made. */
    int tellNext(MarketListener listener) {
        if (statusUntold) {
            statusUntold = false;
            listener.onStatus(instrumentId, tsEvent, status);
            return 1;
        }
        if (tradeUntold) {
            tradeUntold = false;
            listener.onTrade(instrumentId, tsEvent, tradePrice, tradeQty, tradeId, aggressor);
            return 1;
        }
        if (bookUntold) {
            bookUntold = false;
            listener.onBookStart(instrumentId, tsEvent, reset);
            for (int i = 0; i < changes; i++) {
                listener.onBookLevel(sides[i], prices[i], quantities[i]);
            }
            listener.onBookEnd();
            return changes + 2;
        }
        quoteUntold = false;
        listener.onQuote(instrumentId, tsEvent, bidPrice, bidQty, askPrice, askQty);
        return 1;
    }
}
