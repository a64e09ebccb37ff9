package io.ticktide.feed.rows;

/** What a column of an imported CSV file says, and so where an export finds it again. */
public enum ColumnRole {
    /** Number of a trade, as the event has it. */
    TRADE_ID(false),
    /** Number of a quote; the event has none. */
    UPDATE_ID(true),
    PRICE(false),
    QTY(false),
    BID_PRICE(false),
    BID_QTY(false),
    ASK_PRICE(false),
    ASK_QTY(false),
    /** Price × quantity, rounded half up to the column's decimals. */
    QUOTE_QTY(false),
    /** A COIN-M trade in the coin; depends on the size of the contract. */
    BASE_QTY(true),
    /** First trade that an aggregate merges. */
    FIRST_TRADE_ID(true),
    /** Last trade that an aggregate merges. */
    LAST_TRADE_ID(true),
    /** Time of the event, in the file's unit. */
    TIME(false),
    /** When the exchange sent the quote, in the file's unit. */
    SENT_TIME(true),
    /** Whether the buyer's order was in the book. */
    BUYER_MAKER(false),
    /** Whether the trade was at the best price; in all known files it was. */
    BEST_MATCH(false);

    private final boolean kept;

    ColumnRole(boolean kept) {
        this.kept = kept;
    }

    /** Whether the event does not have it, so that it must be kept beside the event. */
    public boolean isKept() {
        return kept;
    }

    /** Whether it is printed with decimals. */
    public boolean isDecimal() {
        return switch (this) {
            case PRICE, QTY, BID_PRICE, BID_QTY, ASK_PRICE, ASK_QTY, QUOTE_QTY, BASE_QTY -> true;
            default -> false;
        };
    }
}
