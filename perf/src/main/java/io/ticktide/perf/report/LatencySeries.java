package io.ticktide.perf.report;

import io.ticktide.perf.load.Intervals;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Latency of one target.
 *
 * @param name of the target.
 * @param whole latency of all messages, ns.
 * @param rows latency over time.
 */
public record LatencySeries(String name, Histogram whole, List<Intervals.Row> rows) {}
