package io.ticktide.perf.bench;

import io.ticktide.perf.report.BenchResult;
import io.ticktide.perf.report.LatencyFiles;
import io.ticktide.perf.report.LatencySeries;
import io.ticktide.perf.report.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ticktide bench latency}. */
@Command(
        name = "latency",
        description =
                "Times each tick from the moment at which it was due to each client, and says where"
                        + " the time went.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ticktide bench latency",
            "  ticktide bench latency --clients 1000 --rate 100 --seconds 20 --out report"
        })
final class LatencyCommand implements Callable<Integer> {
    private static final long USUAL_RATE = 1_000;

    private static final List<String> RUN_BY_RUN = List.of("p50Us", "p99Us", "serverNsPerMessage");

    @Mixin private BenchOptions options;
    @Mixin private PresentOptions present;
    @Mixin private PeerOptions peers;
    @Mixin private RepeatOptions repeat;

    @Option(names = "--clients", paramLabel = "N", description = "Connections (${DEFAULT-VALUE}).")
    private int clients = 100;

    @Option(
            names = "--symbols",
            paramLabel = "N",
            description = "Tickers; each client hears one of them (${DEFAULT-VALUE}).")
    private int symbols = 1;

    @Option(names = "--all", description = "Each client hears all tickers; without the floor.")
    private boolean all;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Events per second of all tickers together (1000). With --address: what its"
                            + " feed is known to have.")
    private long rate;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "Before the figures count (${DEFAULT-VALUE}).")
    private int warmUpS = 6;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long events count (${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description =
                    "Where latency.html, .json, .csv and a .hgrm per target go"
                            + " (${DEFAULT-VALUE}).")
    private Path out = Path.of("bench-latency");

    private final Findings findings = new Findings();

    @Override
    public Integer call() throws IOException {
        present.check();
        repeat.check();
        Audience audience = new Audience(clients, symbols, all);
        peers.check(audience, present);
        Map<String, String> machine = Machine.describe(options.cores());
        present.describe(machine, options.cores(), findings.notes());
        Rig rig = options.rig();
        FixedRun fixed = fixed(rig, audience);
        Repeats runs = new Repeats();
        List<Measured> last = List.of();
        try (Contenders contenders =
                new Contenders(options, peers.peers(), audience, fixed.warmUpNs())) {
            for (int run = 1; run <= repeat.count(); run++) {
                findings.beginRun(run);
                last =
                        present.isGiven()
                                ? List.of(fixed.runAgainst(present.server()))
                                : contenders.all().stream()
                                        .map(one -> fixed.run(one.start()))
                                        .toList();
                last.forEach(findings::add);
                runs.add(last.stream().map(LatencyCommand::subject).toList());
                if (repeat.count() > 1) {
                    findings.endRun();
                }
            }
        }
        BenchResult result =
                new BenchResult(
                        "latency",
                        settings(audience),
                        machine,
                        runs.medians(),
                        findings.rows(),
                        findings.notes(),
                        runs.series(RUN_BY_RUN),
                        findings.violations());
        new LatencyFiles(out).write(result, last.stream().map(LatencyCommand::series).toList());
        rig.console().note("report: " + out.resolve("latency.html"));
        return options.report(rig, result);
    }

    private FixedRun fixed(Rig rig, Audience audience) {
        return new FixedRun(
                rig,
                audience,
                rate > 0 || present.isGiven() ? rate : USUAL_RATE,
                TimeUnit.SECONDS.toNanos(warmUpS),
                TimeUnit.SECONDS.toNanos(seconds),
                0,
                true);
    }

    private Map<String, String> settings(Audience audience) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("audience", audience.text());
        settings.put("rate", rateText());
        settings.put("window", seconds + " s after " + warmUpS + " s of warm-up");
        settings.put("from", "the moment at which the event was due (open loop)");
        settings.put("stages", "feed: due → ring; server: ring → socket write; socket: → client");
        repeat.describe(settings);
        if (repeat.count() > 1) {
            settings.put("plots", "of the last run, as the .csv and .hgrm files");
        }
        return settings;
    }

    private String rateText() {
        if (rate == 0 && present.isGiven()) {
            return "as measured";
        }
        return (rate > 0 ? rate : USUAL_RATE) + " events/s, evenly";
    }

    private static Subject subject(Measured one) {
        return new Subject(one.name(), one.figures());
    }

    private static LatencySeries series(Measured one) {
        return new LatencySeries(one.name(), one.latencies().whole(), one.intervals());
    }
}
