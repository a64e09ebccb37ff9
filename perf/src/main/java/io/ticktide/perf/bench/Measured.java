package io.ticktide.perf.bench;

import io.ticktide.perf.load.Intervals;
import io.ticktide.perf.load.Latencies;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What a run at one rate found.
 *
 * @param name of the target.
 * @param seconds of the window.
 * @param expected messages that the window's events make, of the clients that read; -1: not known.
 * @param delivered messages of these.
 * @param merged events merged or dropped instead.
 * @param eventsPerS of all instruments together, as the clients that read saw them.
 * @param tailNs mean latency at the end of the window, ns.
 * @param server what the server used.
 * @param loadCpu part of a core that the load used.
 * @param bytesPerS received.
 * @param framesPerS received.
 * @param fairness among the clients that read.
 * @param latencies of the window.
 * @param intervals of the window.
 * @param mergedForStalled events that the stalled clients found merged when they read at last.
 * @param accounting of all clients and the whole run.
 */
record Measured(
        String name,
        double seconds,
        long expected,
        long delivered,
        long merged,
        double eventsPerS,
        long tailNs,
        ServerUse server,
        double loadCpu,
        double bytesPerS,
        double framesPerS,
        Fairness fairness,
        Latencies latencies,
        List<Intervals.Row> intervals,
        long mergedForStalled,
        Accounting accounting) {
    private static final double NS_PER_US = TimeUnit.MICROSECONDS.toNanos(1);

    /** Percentiles of the whole way and of its stages, in µs, then what it took. */
    Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        if (latencies.whole().getTotalCount() > 0) {
            percentiles(figures);
        }
        figures.put("meanLatencyAtEndMs", tailNs * 1e-6);
        figures.put("delivered", (double) delivered);
        if (expected >= 0) {
            figures.put("expected", (double) expected);
            figures.put("deliveredPercent", deliveredPercent());
        }
        figures.put("merged", (double) merged);
        figures.put("eventsPerS", eventsPerS);
        figures.put("deliveredPerS", delivered / seconds);
        figures.put("megabytesPerS", bytesPerS * 1e-6);
        figures.put("messagesPerFrame", framesPerS == 0 ? 0 : delivered / seconds / framesPerS);
        server.addTo(figures, delivered / seconds);
        figures.put("loadCpuPercent", loadCpu * 100);
        figures.put("leastPerClient", (double) fairness.least());
        figures.put("mostPerClient", (double) fairness.most());
        figures.put("jainIndex", fairness.jain());
        figures.put("accountingViolations", (double) accounting.violations());
        return figures;
    }

    private void percentiles(Map<String, Double> figures) {
        Histogram whole = latencies.whole();
        figures.put("p50Us", us(whole.getValueAtPercentile(50)));
        figures.put("p90Us", us(whole.getValueAtPercentile(90)));
        figures.put("p99Us", us(whole.getValueAtPercentile(99)));
        figures.put("p999Us", us(whole.getValueAtPercentile(99.9)));
        figures.put("p9999Us", us(whole.getValueAtPercentile(99.99)));
        figures.put("maxUs", us(whole.getMaxValue()));
        stage(figures, "feed", latencies.feed());
        stage(figures, "server", latencies.server());
        stage(figures, "socket", latencies.socket());
    }

    /** Whether nothing was missing, nothing merged and no backlog grew. */
    boolean sustained() {
        boolean all = expected < 0 ? delivered > 0 : delivered == expected;
        return all && merged == 0 && tailNs <= Rung.MOST_TAIL_NS;
    }

    double deliveredPercent() {
        long events = expected < 0 ? delivered + merged : expected;
        return events == 0 ? 0 : 100.0 * delivered / events;
    }

    /** What a reader has to know before he believes the figures. */
    void notes(List<String> into) {
        if (!accounting.isExact()) {
            into.add(name + ": " + accounting.violations() + " × " + accounting.first());
        }
        if (accounting.lost() > 0) {
            into.add(name + ": " + accounting.lost() + " clients lost; " + accounting.firstLoss());
        }
        if (delivered + merged < expected) {
            into.add(
                    name
                            + ": "
                            + (expected - delivered - merged)
                            + " messages had not come 3 s after the end: it is overloaded");
        }
        if (loadCpu > 0.95) {
            into.add(name + ": the load used its whole core, its waiting is in the figures");
        }
    }

    private static void stage(Map<String, Double> figures, String name, Histogram histogram) {
        figures.put(name + "P50Us", us(histogram.getValueAtPercentile(50)));
        figures.put(name + "P99Us", us(histogram.getValueAtPercentile(99)));
    }

    private static double us(long ns) {
        return ns / NS_PER_US;
    }
}
