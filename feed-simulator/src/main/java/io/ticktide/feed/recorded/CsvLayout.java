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

    // id,price,qty,quoteQty|baseQty,time,isBuyerMaker[,isBestMatch]
    // aggTradeId,price,qty,firstTradeId,lastTradeId,time,isBuyerMaker[,isBestMatch]
    static final int TRADE_PRICE = 1;
    static final int TRADE_QTY = 2;

    // update_id,best_bid_price,best_bid_qty,best_ask_price,best_ask_qty,transaction_time,event_time
    static final int BID_PRICE = 1;
    static final int BID_QTY = 2;
    static final int ASK_PRICE = 3;
    static final int ASK_QTY = 4;

    /** What the rows of a CSV file tell. */
    enum Content {
        TRADES("trades", 4, 5),
        /** Quantities are contracts; the fourth column is the coin. */
        COIN_TRADES("trades", 4, 5),
        /** Fills of one order at one price, merged. */
        AGG_TRADES("aggTrades", 5, 6),
        BOOK_TICKER("bookTicker", 5, -1);

        private final String label;
        private final int timeColumn;
        private final int makerColumn;

        Content(String label, int timeColumn, int makerColumn) {
            this.label = label;
            this.timeColumn = timeColumn;
            this.makerColumn = makerColumn;
        }

        /** Whether a row is a trade, not a quote. */
        boolean isTrade() {
            return this != BOOK_TICKER;
        }
    }

    /** As people say it: "Binance CSV trades, spot, no header". */
    @Override
    public String toString() {
        return name() + (header ? ", with a header" : ", no header");
    }

    /** The same without a word on the header: files that differ in it only belong together. */
    String name() {
        String market =
                kind == Instrument.Kind.CRYPTO_SPOT
                        ? ", spot"
                        : content == Content.COIN_TRADES ? ", COIN-M" : ", USD-M";
        return "Binance CSV " + content.label + (content.isTrade() ? market : "");
    }

    /** Whether a feed may play it as it is; what it may not, an import takes. */
    boolean isForReplay() {
        return content == Content.TRADES || content == Content.BOOK_TICKER;
    }

    /** Column of the time that paces a row and stamps its event. */
    int timeColumn() {
        return content.timeColumn;
    }

    /** Column that says whether the buyer's order was in the book. */
    int makerColumn() {
        return content.makerColumn;
    }
}
