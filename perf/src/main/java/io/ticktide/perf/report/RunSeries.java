package io.ticktide.perf.report;

import java.util.List;

/**
 * One figure of one subject over several runs.
 *
 * @param figure its name: "p99Us".
 * @param subject whose it is: "ticktide"; "× floor batched" is ours divided by the floor's.
 * @param values one a run, at least one.
 */
public record RunSeries(String figure, String subject, List<Double> values) {
    public RunSeries {
        values = List.copyOf(values);
    }

    /** The value in the middle; of an even number the mean of the two there. */
    public double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The lowest. */
    public double least() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    /** The highest. */
    public double most() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
