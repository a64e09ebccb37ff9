package io.ticktide.session;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** One-second bars built from trades or from summaries of them, and their totals. */
final class TradeBars {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    /** A bar as far as trades determine it, in the order of their arrival. */
    record Bar(
            long open, long high, long low, long close, long volume, long buys, long sum, long n) {
        Bar and(Bar later) {
            return new Bar(
                    open,
                    Math.max(high, later.high),
                    Math.min(low, later.low),
                    later.close,
                    volume + later.volume,
                    buys + later.buys,
                    sum + later.sum,
                    n + later.n);
        }
    }

    private final TreeMap<Long, Bar> bars = new TreeMap<>();

    void add(long timeNs, Bar bar) {
        bars.merge(Math.floorDiv(timeNs, SECOND_NS), bar, Bar::and);
    }

    SortedMap<Long, Bar> bars() {
        return bars;
    }

    /** Volume, bought volume, notional and number of trades of all bars. */
    String totals() {
        long volume = 0;
        long buys = 0;
        long sum = 0;
        long n = 0;
        for (Bar bar : bars.values()) {
            volume += bar.volume;
            buys += bar.buys;
            sum += bar.sum;
            n += bar.n;
        }
        return volume + " " + buys + " " + sum + " " + n;
    }
}
