package io.ticktide.harness;

/**
 * What one seq numbers, as a client sees it.
 *
 * @param channel as the schema codes it.
 * @param detail of a candle stream the interval in seconds, of a book its depth; 0 otherwise.
 */
public record Stream(int instrumentId, int channel, int detail) {
    public static final int QUOTE = 1;
    public static final int TRADE = 2;
    public static final int BOOK = 3;
    public static final int CANDLE = 4;
    public static final int STATUS = 5;

    public static Stream quote(int instrumentId) {
        return new Stream(instrumentId, QUOTE, 0);
    }

    public static Stream trade(int instrumentId) {
        return new Stream(instrumentId, TRADE, 0);
    }

    public static Stream book(int instrumentId, int depth) {
        return new Stream(instrumentId, BOOK, depth);
    }

    public static Stream candle(int instrumentId, int intervalSec) {
        return new Stream(instrumentId, CANDLE, intervalSec);
    }

    public static Stream status(int instrumentId) {
        return new Stream(instrumentId, STATUS, 0);
    }
}
