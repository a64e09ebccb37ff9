package io.ticktide.perf.bench;

import io.ticktide.perf.floor.FloorMode;
import io.ticktide.perf.report.BenchResult;
import io.ticktide.perf.report.LatencyFiles;
import io.ticktide.perf.report.LatencySeries;
import io.ticktide.perf.report.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
    @Mixin private BenchOptions options;

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
            description = "Events per second of all tickers together (${DEFAULT-VALUE}).")
    private long rate = 1_000;

    @Option(
            names = "--address",
            paramLabel = "HOST:PORT",
            description =
                    "A server that runs already, at whatever rate it has; without the floor. Its"
                            + " clock and its feed's times are believed.")
    private String address;

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

    @Override
    public Integer call() throws IOException {
        Audience audience = new Audience(clients, symbols, all);
        Map<String, String> machine = Machine.describe(options.cores());
        Targets targets = options.targets();
        Rig rig = options.rig();
        FixedRun run =
                new FixedRun(
                        rig,
                        audience,
                        rate,
                        TimeUnit.SECONDS.toNanos(warmUpS),
                        TimeUnit.SECONDS.toNanos(seconds),
                        0);
        List<Measured> measured = new ArrayList<>();
        if (address != null) {
            measured.add(run.runAgainst(PresentServer.at(address)));
        } else {
            measured.add(run.run(plan -> targets.ticks(audience, plan, options.serverSettings())));
        }
        if (options.withFloor() && !all && address == null) {
            for (FloorMode mode : FloorMode.values()) {
                measured.add(run.run(plan -> targets.floor(mode, audience, plan)));
            }
        }
        BenchResult result = result(audience, machine, measured);
        new LatencyFiles(out).write(result, measured.stream().map(LatencyCommand::series).toList());
        rig.console().note("report: " + out.resolve("latency.html"));
        return options.report(rig, result);
    }

    private BenchResult result(
            Audience audience, Map<String, String> machine, List<Measured> measured) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("audience", audience.text());
        settings.put("rate", address == null ? rate + " events/s, evenly" : "that of " + address);
        settings.put("window", seconds + " s after " + warmUpS + " s of warm-up");
        settings.put("from", "the moment at which the event was due (open loop)");
        settings.put("stages", "feed: due → ring; server: ring → socket write; socket: → client");
        List<Subject> subjects = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        long violations = 0;
        for (Measured one : measured) {
            subjects.add(new Subject(one.name(), one.figures()));
            one.notes(notes);
            violations += one.accounting().violations();
        }
        return new BenchResult(
                "latency", settings, machine, subjects, List.of(), notes, violations);
    }

    private static LatencySeries series(Measured one) {
        return new LatencySeries(one.name(), one.latencies().whole(), one.intervals());
    }
}
