package io.ticktide.feed.recorded;

/**
 * One recorded message taken apart: integers as they stand, texts by their number in {@link
 * #texts}. Binance's one-letter names are kept; what a message has not is {@link #NONE} or {@link
 * RowTexts#ABSENT}.
 *
 * <p>Owner: one thread. Reused from row to row.
 */
final class JsonRow {
    /** No such integer. */
    static final long NONE = Long.MIN_VALUE;

    /** What a message tells. */
    enum Type {
        TRADE,
        QUOTE,
        DEPTH,
        SNAPSHOT,
        OTHER
    }

    final RowTexts texts = new RowTexts();
    int stream;
    int event;
    int symbol;
    int price;
    int qty;
    int bidPrice;
    int bidQty;
    int askPrice;
    int askQty;
    int orderType;
    long eventTime;
    long transactionTime;
    long tradeId;
    long firstUpdateId;
    long lastUpdateId;
    long previousUpdateId;
    long snapshotUpdateId;
    boolean hasMaker;
    boolean buyerMaker;
    boolean hasBestMatch;
    boolean hasBids;
    int bidsFrom;
    int bids;
    boolean hasAsks;
    int asksFrom;
    int asks;

    void clear() {
        texts.clear();
        stream = event = symbol = RowTexts.ABSENT;
        price = qty = bidPrice = bidQty = askPrice = askQty = orderType = RowTexts.ABSENT;
        eventTime = transactionTime = tradeId = NONE;
        firstUpdateId = lastUpdateId = previousUpdateId = snapshotUpdateId = NONE;
        hasMaker = buyerMaker = hasBestMatch = hasBids = hasAsks = false;
        bidsFrom = bids = asksFrom = asks = 0;
    }

    /** What the message tells, by its {@code e}, or by its fields where it has none. */
    Type type() {
        if (event != RowTexts.ABSENT) {
            if (texts.is(event, "trade")) {
                return Type.TRADE;
            }
            if (texts.is(event, "bookTicker")) {
                return Type.QUOTE;
            }
            if (texts.is(event, "depthUpdate")) {
                return isPartialBook() ? Type.SNAPSHOT : Type.DEPTH;
            }
            return Type.OTHER;
        }
        if (snapshotUpdateId != NONE && hasBids && hasAsks) {
            return Type.SNAPSHOT;
        }
        return bidPrice != RowTexts.ABSENT && askPrice != RowTexts.ABSENT && lastUpdateId != NONE
                ? Type.QUOTE
                : Type.OTHER;
    }

    /** Whether the message has what only futures streams send. */
    boolean isFuture(Type type) {
        return previousUpdateId != NONE
                || orderType != RowTexts.ABSENT
                || (type == Type.QUOTE && transactionTime != NONE);
    }

    /** Whether the message has what only spot streams send. */
    boolean isSpot(Type type) {
        return (type == Type.TRADE && hasBestMatch)
                || (type == Type.QUOTE && transactionTime == NONE);
    }

    /** Futures streams {@code @depth5}, 10 and 20 send the whole top of the book as an update. */
    private boolean isPartialBook() {
        if (stream == RowTexts.ABSENT) {
            return false;
        }
        String name = texts.text(stream);
        int depth = name.indexOf("@depth") + "@depth".length();
        return depth >= "@depth".length()
                && depth < name.length()
                && Character.isDigit(name.charAt(depth));
    }
}
