package io.ticktide.perf;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** The results as the Markdown table that RESULTS.md holds. */
final class ResultTable {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final double CONFIDENCE = 0.99;

    private ResultTable() {}

    /** The table, below a line that says what ran it. */
    static String of(Collection<RunResult> results) {
        StringBuilder text = new StringBuilder(machine(results));
        text.append("| benchmark | median | least – most | mean ± 99 % | unit | B/op |\n");
        text.append("|---|---:|---:|---:|---|---:|\n");
        for (RunResult result : results) {
            text.append(row(result));
        }
        return text.toString();
    }

    /** Class and method without the package, then the parameters. */
    static String nameOf(BenchmarkParams benchmark) {
        String full = benchmark.getBenchmark();
        int method = full.lastIndexOf('.');
        StringBuilder name =
                new StringBuilder(full.substring(full.lastIndexOf('.', method - 1) + 1));
        for (String key : benchmark.getParamsKeys()) {
            name.append(' ').append(key).append('=').append(benchmark.getParam(key));
        }
        return name.toString();
    }

    private static String machine(Collection<RunResult> results) {
        if (results.isEmpty()) {
            return "";
        }
        BenchmarkParams any = results.iterator().next().getParams();
        return String.format(
                Locale.ROOT,
                "%s %s, JDK %s, %d cores; JVMs: %d, each measures %d × %s after %d × %s%n%n",
                any.getVmName(),
                any.getVmVersion(),
                any.getJdkVersion(),
                Runtime.getRuntime().availableProcessors(),
                any.getForks(),
                any.getMeasurement().getCount(),
                any.getMeasurement().getTime(),
                any.getWarmup().getCount(),
                any.getWarmup().getTime());
    }

    private static String row(RunResult result) {
        Result<?> primary = result.getPrimaryResult();
        Statistics scores = primary.getStatistics();
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f – %.1f | %s | %s | %s |%n",
                nameOf(result.getParams()),
                scores.getPercentile(50),
                scores.getMin(),
                scores.getMax(),
                mean(scores),
                primary.getScoreUnit(),
                allocated(result));
    }

    private static String mean(Statistics scores) {
        String mean = String.format(Locale.ROOT, "%.1f", scores.getMean());
        double error = scores.getMeanErrorAt(CONFIDENCE);
        // Fewer than three iterations have no spread to tell.
        return Double.isNaN(error) ? mean : mean + String.format(Locale.ROOT, " ± %.1f", error);
    }

    private static String allocated(RunResult result) {
        Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
        return bytes == null ? "" : String.format(Locale.ROOT, "%.1f", bytes.getScore());
    }
}
