package io.ticktide.feed.recorded;

import io.ticktide.feed.Instrument;

/**
 * Which Binance CSV a file is.
 *
 * @param content what a row tells.
 * @param header whether the first row names the columns.
 * @param columns that every row has.
 * @param kind of the instrument.
 */
record CsvLayout(Content content, boolean header, int columns, Instrument.Kind kind) {
    static final int ID = 0;

    // id,price,qty,quoteQty,time,isBuyerMaker[,isBestMatch]
    static final int TRADE_PRICE = 1;
    static final int TRADE_QTY = 2;
    static final int TRADE_TIME = 4;
    static final int TRADE_BUYER_MAKER = 5;

    // update_id,best_bid_price,best_bid_qty,best_ask_price,best_ask_qty,transaction_time,event_time
    static final int BID_PRICE = 1;
    static final int BID_QTY = 2;
    static final int ASK_PRICE = 3;
    static final int ASK_QTY = 4;
    static final int TRANSACTION_TIME = 5;

    /** What the rows of a CSV file tell. */
    enum Content {
        TRADES,
        BOOK_TICKER
    }

    /** As people say it: "Binance CSV trades, spot, no header". */
    @Override
    public String toString() {
        String what =
                content == Content.BOOK_TICKER
                        ? "bookTicker"
                        : kind == Instrument.Kind.CRYPTO_SPOT ? "trades, spot" : "trades, USD-M";
        return "Binance CSV " + what + (header ? ", with a header" : ", no header");
    }

    /** Column of the time that paces a row and stamps its event. */
    int timeColumn() {
        return content == Content.TRADES ? TRADE_TIME : TRANSACTION_TIME;
    }
}
