package io.ticktide.perf;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/**
 * One line per benchmark while it runs, with what JMH says about time left and failures.
 *
 * <p>Owner: JMH's runner.
 */
final class Progress implements OutputFormat {
    private static final String TIME_LEFT = "# Run progress: ";

    private final PrintStream err;

    Progress(PrintStream err) {
        this.err = err;
    }

    @Override
    public void startRun() {
        flush();
    }

    @Override
    public void startBenchmark(BenchmarkParams benchmark) {
        err.println(ResultTable.nameOf(benchmark));
    }

    @Override
    public void endBenchmark(BenchmarkResult result) {
        if (result == null) {
            err.println("    no result");
            return;
        }
        Result<?> primary = result.getPrimaryResult();
        err.printf(Locale.ROOT, "    %.1f %s%n", primary.getScore(), primary.getScoreUnit());
    }

    @Override
    public void endRun(Collection<RunResult> results) {
        flush();
    }

    @Override
    public void iteration(BenchmarkParams benchmark, IterationParams params, int iteration) {
        flush();
    }

    @Override
    public void iterationResult(
            BenchmarkParams benchmark,
            IterationParams params,
            int iteration,
            IterationResult data) {
        flush();
    }

    /** Takes JMH's remarks: of those marked as comments only the time left is for people. */
    @Override
    public void println(String line) {
        if (line.startsWith(TIME_LEFT)) {
            err.println("[" + line.substring(TIME_LEFT.length()) + "]");
        } else if (!line.isBlank() && !line.startsWith("#")) {
            err.println(line);
        }
    }

    @Override
    public void print(String text) {
        err.print(text);
    }

    /** Command lines and excluded names: for those who ask JMH for its own log with -o. */
    @Override
    public void verbosePrintln(String line) {
        flush();
    }

    @Override
    public void write(int octet) {
        err.write(octet);
    }

    @Override
    public void write(byte[] octets) {
        err.write(octets, 0, octets.length);
    }

    @Override
    public void flush() {
        err.flush();
    }

    @Override
    public void close() {
        flush();
    }
}
