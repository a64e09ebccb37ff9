package io.ticktide.perf.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes everything about a latency run into one folder. */
public final class LatencyFiles {
    private static final double NS_PER_US = 1_000;

    private final Path folder;

    /**
     * @param folder made when it is not there; files of an earlier run are replaced.
     */
    public LatencyFiles(Path folder) {
        this.folder = folder;
    }

    /** latency.json, latency.csv, latency.html, and one .hgrm per target. */
    public void write(BenchResult result, List<LatencySeries> series) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("latency.json"), JsonReport.of(result) + '\n');
        Files.writeString(folder.resolve("latency.csv"), csv(series));
        Files.writeString(folder.resolve("latency.html"), LatencyPage.of(result, series));
        for (LatencySeries one : series) {
            Path file = folder.resolve(one.name().replace(' ', '-') + ".hgrm");
            try (PrintStream out =
                    new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
                one.whole().outputPercentileDistribution(out, NS_PER_US);
            }
        }
    }

    private static String csv(List<LatencySeries> series) {
        StringBuilder csv = new StringBuilder("target,start_s,messages,p50_us,p99_us,max_us\n");
        for (LatencySeries one : series) {
            for (var row : one.rows()) {
                csv.append(
                        String.format(
                                Locale.ROOT,
                                "%s,%.3f,%d,%.1f,%.1f,%.1f\n",
                                one.name(),
                                row.startNs() * 1e-9,
                                row.messages(),
                                row.p50Ns() / NS_PER_US,
                                row.p99Ns() / NS_PER_US,
                                row.mostNs() / NS_PER_US));
            }
        }
        return csv.toString();
    }
}
