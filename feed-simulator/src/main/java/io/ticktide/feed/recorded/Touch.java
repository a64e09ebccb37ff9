package io.ticktide.feed.recorded;

import io.ticktide.codecs.Decimals;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.MarketListener;
import io.ticktide.feed.rows.RowValues;

/**
 * Best bid and ask of one row. Binance sends price 0 for a side that has no orders.
 *
 * <p>Owner: one thread. Reused from row to row.
 */
final class Touch {
    private long bidPrice;
    private long bidQty;
    private long askPrice;
    private long askQty;

    /**
     * Takes the four numbers from a row's texts.
     *
     * @throws BadField when one is no number, too fine for the instrument's scales, or below 0.
     */
    void parse(RowTexts row, Instrument scales, int bidPx, int bidSize, int askPx, int askSize)
            throws BadField {
        bidPrice = row.price(bidPx, "bid price", scales);
        bidQty = row.qty(bidSize, "bid quantity", scales);
        askPrice = row.price(askPx, "ask price", scales);
        askQty = row.qty(askSize, "ask quantity", scales);
        if (bidPrice < 0 || bidQty < 0 || askPrice < 0 || askQty < 0) {
            throw new BadField("prices and quantities of a quote must not be below 0");
        }
        if (bidPrice == 0) {
            bidPrice = Decimals.NULL;
            bidQty = Decimals.NULL;
        }
        if (askPrice == 0) {
            askPrice = Decimals.NULL;
            askQty = Decimals.NULL;
        }
    }

    void take(RowValues values) {
        values.bidPrice = bidPrice;
        values.bidQty = bidQty;
        values.askPrice = askPrice;
        values.askQty = askQty;
    }

    void tell(MarketListener listener, int instrumentId, long timeNs) {
        listener.onQuote(instrumentId, timeNs, bidPrice, bidQty, askPrice, askQty);
    }
}
