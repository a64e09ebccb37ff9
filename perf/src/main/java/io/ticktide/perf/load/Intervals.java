package io.ticktide.perf.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Latency over time: one row every quarter second, by the time of reception.
 *
 * <p>Owner: the load thread. Allocates a row per interval, nothing per message.
 */
public final class Intervals {
    private static final long LENGTH_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int DIGITS = 2;

    /**
     * One interval.
     *
     * @param startNs after the start of recording, ns.
     * @param messages received in it.
     * @param p50Ns median latency, ns; the same for the others.
     */
    public record Row(long startNs, long messages, long p50Ns, long p99Ns, long mostNs) {}

    private final List<Row> rows = new ArrayList<>();
    private final Histogram current = new Histogram(1, TimeUnit.SECONDS.toNanos(120), DIGITS);
    private long originNs;
    private long startNs;

    /** Starts at a moment, ns since the Unix epoch. */
    void restart(long nowNs) {
        originNs = nowNs;
        startNs = nowNs;
        rows.clear();
        current.reset();
    }

    void onEvent(long latencyNs) {
        current.recordValue(Latencies.bounded(latencyNs));
    }

    /** Ends intervals that are over; called once a read. */
    void onTime(long nowNs) {
        while (nowNs - startNs >= LENGTH_NS) {
            rows.add(
                    new Row(
                            startNs - originNs,
                            current.getTotalCount(),
                            current.getValueAtPercentile(50),
                            current.getValueAtPercentile(99),
                            current.getMaxValue()));
            current.reset();
            startNs += LENGTH_NS;
        }
    }

    /** Length of an interval, ns. */
    public static long lengthNs() {
        return LENGTH_NS;
    }

    /** The intervals that are over. */
    public List<Row> rows() {
        return List.copyOf(rows);
    }
}
