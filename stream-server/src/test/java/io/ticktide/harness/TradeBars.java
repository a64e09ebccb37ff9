package io.ticktide.harness;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** One-second bars built from trades or from summaries of them. */
public final class TradeBars {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    /** A bar as far as trades determine it, in the order of their arrival. */
    public record Bar(
            long open, long high, long low, long close, long volume, long buys, long sum, long n) {
        public Bar and(Bar later) {
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

    public void add(long timeNs, Bar bar) {
        bars.merge(Math.floorDiv(timeNs, SECOND_NS), bar, Bar::and);
    }

    public SortedMap<Long, Bar> bars() {
        return bars;
    }
}
