package io.ticktide.perf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

class SmokeTest {
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final OutputFormat progress =
            new Progress(new PrintStream(log, true, StandardCharsets.UTF_8));

    @Test
    void everyBenchmarkRunsOnceWithEachOfItsParameters() throws RunnerException {
        // given
        Options once =
                new OptionsBuilder()
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .mode(Mode.SingleShotTime)
                        .shouldFailOnError(true)
                        .build();

        // when
        Collection<RunResult> results = new Runner(once, progress).run();

        // then
        assertThat(methodsOf(results)).isEqualTo(listed()).hasSizeGreaterThanOrEqualTo(13);
        assertThat(results.stream().map(result -> ResultTable.nameOf(result.getParams())))
                .contains(
                        "DistributorBenchmark.wakeUpWithOneQuote sessions=1",
                        "DistributorBenchmark.wakeUpWithOneQuote sessions=100",
                        "BarsBenchmark.trade wantedIntervals=0",
                        "BarsBenchmark.trade wantedIntervals=8");
        assertThat(ResultTable.of(results).lines().filter(line -> line.contains("Benchmark.")))
                .hasSize(results.size());
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("PacketBenchmark.decode", "% complete")
                .doesNotContain("WARNING");
    }

    private Set<String> listed() {
        return BenchmarkList.defaultList().getAll(progress, List.of()).stream()
                .map(BenchmarkListEntry::getUsername)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> methodsOf(Collection<RunResult> results) {
        return results.stream()
                .map(result -> result.getParams().getBenchmark())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
