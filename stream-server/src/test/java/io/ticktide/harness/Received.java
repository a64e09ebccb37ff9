package io.ticktide.harness;

import java.util.SortedMap;

/**
 * One market-data message as a client decoded it.
 *
 * @param cause bits.
 * @param flags bits.
 * @param body a {@link Quote}, {@link Trades}, {@link Candle}, {@link Book} or a state's name.
 */
public record Received(
        Stream stream,
        long seq,
        long conflated,
        int cause,
        int flags,
        long tsEvent,
        long tsIngress,
        Object body) {

    public record Quote(long bidPx, long bidQty, long askPx, long askQty) {}

    /** A trade, or a summary of several; of a trade the notional is price × quantity. */
    public record Trades(
            long tsFirst,
            long firstPx,
            long highPx,
            long lowPx,
            long lastPx,
            long volume,
            long buyVolume,
            long notional,
            int notionalExp,
            long firstTradeId,
            long lastTradeId,
            long trades) {}

    public record Candle(
            long openTimeNs,
            long openPx,
            long highPx,
            long lowPx,
            long closePx,
            long volume,
            long notional,
            long trades,
            int revision,
            String state) {}

    /** Levels of a snapshot or delta: a bid's price is above 0, an ask's below, as its negative. */
    public record Book(boolean snapshot, SortedMap<Long, Long> levels) {}

    public boolean hasFlag(int bit) {
        return (flags & bit) != 0;
    }

    public Quote quote() {
        return (Quote) body;
    }

    public Trades trades() {
        return (Trades) body;
    }

    public Book book() {
        return (Book) body;
    }

    public Candle candle() {
        return (Candle) body;
    }
}
