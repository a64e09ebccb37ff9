package io.ticktide.harness;

/**
 * What one seq numbers, as a client sees it.
 *
 * @param channel as the schema codes it.
 * @param intervalSec of a candle stream; 0 otherwise.
 */
public record Stream(int instrumentId, int channel, int intervalSec) {
    public static final int QUOTE = 1;
    public static final int TRADE = 2;
    public static final int CANDLE = 4;

    public static Stream quote(int instrumentId) {
        return new Stream(instrumentId, QUOTE, 0);
    }

    public static Stream trade(int instrumentId) {
        return new Stream(instrumentId, TRADE, 0);
    }

    public static Stream candle(int instrumentId, int intervalSec) {
        return new Stream(instrumentId, CANDLE, intervalSec);
    }
}
