package io.ticktide.telemetry;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.ticktide.metrics.WaitCounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of one scrape. Names are given without the prefix {@code ticktide_} and without the
 * suffix {@code _total} that counters get.
 *
 * <p>Owner: the thread that answers the scrape.
 */
public final class Readings {
    private static final String PREFIX = "ticktide_";
    private static final double MICROS_PER_SECOND = 1e6;
    private static final double NS_PER_SECOND = 1e9;

    /** 16 µs: what is shorter is of no interest. */
    private static final int FIRST_BUCKET = 4;

    /** 67 s: what is longer is the same disaster. */
    private static final int LAST_BUCKET = 26;

    private final MetricSnapshots.Builder snapshots = MetricSnapshots.builder();

    /** A count without labels. */
    public void counter(String name, String help, long value) {
        counters(name, help, List.of(), Map.of(List.of(), value));
    }

    /** Counts that differ in one label, by its value. */
    public void counters(String name, String help, String label, Map<String, Long> values) {
        Map<List<String>, Long> labelled = new LinkedHashMap<>();
        values.forEach((labelValue, value) -> labelled.put(List.of(labelValue), value));
        counters(name, help, List.of(label), labelled);
    }

    /** Counts by the values of some labels. */
    public void counters(
            String name, String help, List<String> labels, Map<List<String>, Long> values) {
        CounterSnapshot.Builder metric = CounterSnapshot.builder().name(PREFIX + name).help(help);
        values.forEach(
                (labelValues, value) ->
                        metric.dataPoint(
                                CounterDataPointSnapshot.builder()
                                        .labels(Labels.of(labels, labelValues))
                                        .value(value)
                                        .build()));
        snapshots.metricSnapshot(metric.build());
    }

    /** A whole number that goes up and down. */
    public void gauge(String name, String help, long value) {
        gauge(name, help, (double) value);
    }

    /** A value that goes up and down. */
    public void gauge(String name, String help, double value) {
        snapshots.metricSnapshot(
                GaugeSnapshot.builder()
                        .name(PREFIX + name)
                        .help(help)
                        .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                        .build());
    }

    /** A duration, given in ns, shown in seconds. */
    public void seconds(String name, String help, long ns) {
        gauge(name + "_seconds", help, ns / NS_PER_SECOND);
    }

    /**
     * Which of some states holds: 1 for it, 0 for the others.
     *
     * @param known all states there are; the present one is shown even if it is none of them.
     */
    public void state(String name, String help, List<String> known, String present) {
        GaugeSnapshot.Builder metric = GaugeSnapshot.builder().name(PREFIX + name).help(help);
        known.forEach(state -> metric.dataPoint(stateOf(state, state.equals(present))));
        if (!known.contains(present)) {
            metric.dataPoint(stateOf(present, true));
        }
        snapshots.metricSnapshot(metric.build());
    }

    /** What does not change, as labels. */
    public void info(String name, String help, String label, String value) {
        snapshots.metricSnapshot(
                InfoSnapshot.builder()
                        .name(PREFIX + name)
                        .help(help)
                        .dataPoint(
                                InfoDataPointSnapshot.builder()
                                        .labels(Labels.of(label, value))
                                        .build())
                        .build());
    }

    /** How long something waited, all that were counted together. */
    public void waits(String name, String help, List<WaitCounts> all) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        long waiting = 0;
        for (int bucket = 0; bucket < WaitCounts.BUCKETS; bucket++) {
            for (WaitCounts one : all) {
                waiting += one.count(bucket);
            }
            if (bucket >= FIRST_BUCKET && bucket <= LAST_BUCKET) {
                buckets.bucket((1L << bucket) / MICROS_PER_SECOND, waiting);
                waiting = 0;
            }
        }
        buckets.bucket(Double.POSITIVE_INFINITY, waiting);
        long sumNs = all.stream().mapToLong(WaitCounts::sumNs).sum();
        snapshots.metricSnapshot(
                HistogramSnapshot.builder()
                        .name(PREFIX + name + "_seconds")
                        .help(help)
                        .dataPoint(
                                HistogramDataPointSnapshot.builder()
                                        .classicHistogramBuckets(buckets.build())
                                        .sum(sumNs / NS_PER_SECOND)
                                        .build())
                        .build());
    }

    private static GaugeDataPointSnapshot stateOf(String state, boolean holds) {
        return GaugeDataPointSnapshot.builder()
                .labels(Labels.of("state", state))
                .value(holds ? 1 : 0)
                .build();
    }

    MetricSnapshots snapshots() {
        return snapshots.build();
    }
}
