package io.ticktide.cli.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Bars of one symbol and interval, built from trades or summaries of them in their order of
 * arrival, and what is known to be missing among them.
 *
 * <p>Owner: the thread that reads the connection.
 */
final class TradeBars {
    private final TreeMap<Long, Building> bars = new TreeMap<>();
    private final List<long[]> holes = new ArrayList<>();
    private final long lengthNs;
    private long completeFromNs = Long.MAX_VALUE;
    private long newestNs = Long.MIN_VALUE;

    TradeBars(int seconds) {
        lengthNs = TimeUnit.SECONDS.toNanos(seconds);
    }

    private static final class Building {
        long open;
        long high;
        long low;
        long close;
        long volume;
        long trades;
    }

    /**
     * Forgets everything: a stream begins.
     *
     * @param fromFirst whether its first trade is the first there was.
     */
    void begin(boolean fromFirst) {
        bars.clear();
        holes.clear();
        newestNs = Long.MIN_VALUE;
        completeFromNs = fromFirst ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** A trade, or several of one second. */
    void onTrades(
            long timeNs, long first, long high, long low, long last, long volume, long trades) {
        long openNs = Math.floorDiv(timeNs, lengthNs) * lengthNs;
        if (completeFromNs == Long.MAX_VALUE) {
            completeFromNs = openNs + 1; // The bar had begun when the stream did.
        }
        newestNs = Math.max(newestNs, timeNs);
        Building bar = bars.get(openNs);
        if (bar == null) {
            bar = new Building();
            bar.open = first;
            bar.high = high;
            bar.low = low;
            bars.put(openNs, bar);
        }
        bar.high = Math.max(bar.high, high);
        bar.low = Math.min(bar.low, low);
        bar.close = last;
        bar.volume += volume;
        bar.trades += trades;
    }

    /** Trades are missing between the newest one and a time, or their bars are not known. */
    void onHole(long fromNs, long toNs) {
        holes.add(new long[] {Math.min(fromNs, newestNs), Math.max(toNs, newestNs)});
    }

    /** Bars with a trade. */
    int size() {
        return bars.size();
    }

    /** Whether a bar has all its trades: begun with the stream, no hole in it. */
    boolean isComplete(long openSec) {
        long openNs = TimeUnit.SECONDS.toNanos(openSec);
        if (openNs < completeFromNs) {
            return false;
        }
        return holes.stream().noneMatch(hole -> hole[0] < openNs + lengthNs && hole[1] >= openNs);
    }

    /** Whether a newer bar has begun. */
    boolean isPast(long openSec) {
        return newestNs >= TimeUnit.SECONDS.toNanos(openSec) + lengthNs;
    }

    /** The bar that began then; null when it has no trade. */
    Bar bar(long openSec, int priceScale, int qtyScale) {
        long openNs = TimeUnit.SECONDS.toNanos(openSec);
        Building bar = bars.get(openNs);
        return bar == null ? null : plain(openNs, bar, priceScale, qtyScale);
    }

    /** All bars, oldest first. */
    List<Bar> all(int priceScale, int qtyScale) {
        List<Bar> all = new ArrayList<>();
        bars.forEach((openNs, bar) -> all.add(plain(openNs, bar, priceScale, qtyScale)));
        return all;
    }

    private static Bar plain(long openNs, Building bar, int priceScale, int qtyScale) {
        return new Bar(
                TimeUnit.NANOSECONDS.toSeconds(openNs),
                Bar.decimal(bar.open, priceScale),
                Bar.decimal(bar.high, priceScale),
                Bar.decimal(bar.low, priceScale),
                Bar.decimal(bar.close, priceScale),
                Bar.decimal(bar.volume, qtyScale),
                bar.trades);
    }
}
