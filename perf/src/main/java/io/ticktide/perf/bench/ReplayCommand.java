package io.ticktide.perf.bench;

import io.ticktide.feed.DigestingListener;
import io.ticktide.feed.Feed;
import io.ticktide.feed.recorded.Recordings;
import io.ticktide.feed.replay.BadRowPolicy;
import io.ticktide.feed.replay.ReplaySettings;
import io.ticktide.feed.replay.ReplaySpeed;
import io.ticktide.perf.load.ClientRole;
import io.ticktide.perf.load.LoadClient;
import io.ticktide.perf.load.Tally;
import io.ticktide.perf.report.BenchResult;
import io.ticktide.perf.report.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ticktide bench replay}. */
@Command(
        name = "replay",
        description =
                "Replays a recording as fast as it goes, again and again, to subscribers, and says"
                        + " how many events a second get through.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ticktide bench replay",
            "  ticktide bench replay BTCUSDT-trades.csv.gz --clients 10"
        })
final class ReplayCommand implements Callable<Integer> {
    private static final int POLL_LIMIT = 1_024;

    @Mixin private BenchOptions options;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A recording of trades; one is made when none is named.")
    private Path file;

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "Subscribers to the trades of its first instrument (${DEFAULT-VALUE}).")
    private int clients = 1;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "Before the figures count (${DEFAULT-VALUE}).")
    private int warmUpS = 5;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long events count (${DEFAULT-VALUE}).")
    private int seconds = 6;

    private final List<String> notes = new ArrayList<>();
    private long violations;

    @Override
    public Integer call() throws IOException {
        Map<String, String> machine = Machine.describe(options.cores());
        Rig rig = options.rig();
        Path made = file == null ? GeneratedRecording.write() : null;
        try {
            Path recording = file == null ? made : file;
            List<Subject> subjects = new ArrayList<>();
            subjects.add(serve(rig, recording));
            if (options.withFloor()) {
                subjects.add(readOnly(rig, recording));
            }
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("recording", file == null ? GeneratedRecording.TEXT : file.toString());
            settings.put("audience", clients + " clients, its trades");
            settings.put("window", seconds + " s after " + warmUpS + " s of warm-up");
            settings.put("floor", "the same file read and digested on one core, told to nobody");
            return options.report(
                    rig,
                    new BenchResult(
                            "replay", settings, machine, subjects, List.of(), notes, violations));
        } finally {
            if (made != null) {
                Files.deleteIfExists(made);
            }
        }
    }

    private Subject serve(Rig rig, Path recording) throws IOException {
        List<String> server = new ArrayList<>(options.serverSettings());
        server.addAll(List.of("--feed", recording.toString(), "--speed", "max", "--loop"));
        Tally tally = new Tally();
        try (Target target = options.targets().server(server);
                LoadClient load = rig.connect(target, roles(target), tally, Rig.CONNECT_NS)) {
            rig.console().step("ticktide: warming up");
            load.run(rig.clock().nanoTime() + TimeUnit.SECONDS.toNanos(warmUpS));
            rig.console().step("ticktide: replaying");
            long startNs = rig.clock().nanoTime();
            Usage before = Usage.of(target.pid());
            long messages = tally.messages();
            long conflated = tally.conflated();
            long bytes = tally.bytes();
            load.run(startNs + TimeUnit.SECONDS.toNanos(seconds));
            double elapsedS = (rig.clock().nanoTime() - startNs) * 1e-9;
            Usage after = Usage.of(target.pid());
            double delivered = tally.messages() - messages;
            double merged = tally.conflated() - conflated;
            violations = tally.violations();
            if (violations > 0) {
                notes.add("ticktide: " + violations + " × " + tally.firstViolation());
            }
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("eventsPerS", (delivered + merged) / clients / elapsedS);
            figures.put("deliveredPerS", delivered / elapsedS);
            figures.put("mergedPercent", 100 * merged / Math.max(1, delivered + merged));
            figures.put("megabytesPerS", (tally.bytes() - bytes) * 1e-6 / elapsedS);
            figures.put("serverCpuPercent", (after.cpuNs() - before.cpuNs()) * 1e-7 / elapsedS);
            figures.put("accountingViolations", (double) violations);
            return new Subject("ticktide", figures);
        }
    }

    private Subject readOnly(Rig rig, Path recording) {
        rig.console().step("floor read-only: reading");
        ReplaySettings settings =
                new ReplaySettings(
                        ReplaySpeed.parse("max"),
                        true,
                        BadRowPolicy.FAIL,
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty());
        DigestingListener digest = new DigestingListener(0);
        try (Feed feed = Recordings.open(recording, settings)) {
            long warmNs = rig.clock().nanoTime() + TimeUnit.SECONDS.toNanos(warmUpS) / 2;
            read(rig, feed, digest, warmNs);
            long startNs = rig.clock().nanoTime();
            long events = read(rig, feed, digest, startNs + TimeUnit.SECONDS.toNanos(seconds) / 2);
            double elapsedS = (rig.clock().nanoTime() - startNs) * 1e-9;
            return new Subject("floor read-only", Map.of("eventsPerS", events / elapsedS));
        }
    }

    private static long read(Rig rig, Feed feed, DigestingListener digest, long untilNs) {
        long events = 0;
        for (long nowNs = rig.clock().nanoTime(); nowNs < untilNs; ) {
            events += feed.poll(digest, nowNs, POLL_LIMIT);
            nowNs = rig.clock().nanoTime();
        }
        return events;
    }

    private List<ClientRole> roles(Target target) {
        String symbol = ServerRoles.symbols(target.address()).get(0);
        String command =
                "{\"op\":\"subscribe\",\"id\":1,\"ch\":\"trade\",\"snapshot\":false,\"sym\":[\""
                        + symbol
                        + "\"]}";
        ClientRole role = new ClientRole("/v1/stream", command, 0, 1, 0);
        return Collections.nCopies(clients, role);
    }
}
