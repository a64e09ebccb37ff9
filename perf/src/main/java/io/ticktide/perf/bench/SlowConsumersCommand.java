package io.ticktide.perf.bench;

import io.ticktide.feed.simulated.RatePlan;
import io.ticktide.perf.floor.FloorMode;
import io.ticktide.perf.report.BenchResult;
import io.ticktide.perf.report.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ticktide bench slow-consumers}. */
@Command(
        name = "slow-consumers",
        description =
                "Lets some clients read nothing, and says what the others notice: their delivery,"
                        + " and their latency with and without.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ticktide bench slow-consumers",
            "  ticktide bench slow-consumers --clients 1000 --stalled 500 --rate 200"
        })
final class SlowConsumersCommand implements Callable<Integer> {
    @Mixin private BenchOptions options;

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "Connections, the stalled ones included (${DEFAULT-VALUE}).")
    private int clients = 100;

    @Option(
            names = "--stalled",
            paramLabel = "K",
            description = "Clients that never read (${DEFAULT-VALUE}).")
    private int stalled = 10;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Events per second (${DEFAULT-VALUE}).")
    private long rate = 5_000;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "Before the figures count (${DEFAULT-VALUE}).")
    private int warmUpS = 6;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long events count (${DEFAULT-VALUE}).")
    private int seconds = 5;

    private final List<String> notes = new ArrayList<>();
    private final List<Subject> subjects = new ArrayList<>();
    private long violations;

    @Override
    public Integer call() {
        if (stalled < 1 || stalled >= clients) {
            throw new IllegalArgumentException(
                    "--stalled " + stalled + " must be from 1 to --clients - 1");
        }
        Audience audience = new Audience(clients, 1, false);
        Map<String, String> machine = Machine.describe(options.cores());
        Targets targets = options.targets();
        Rig rig = options.rig();
        compare(rig, audience, plan -> targets.ticks(audience, plan, options.serverSettings()));
        if (options.withFloor()) {
            compare(rig, audience, plan -> targets.floor(FloorMode.BATCHED, audience, plan));
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("audience", audience.text() + ", " + stalled + " of them never read");
        settings.put("rate", rate + " events/s, evenly");
        settings.put("window", seconds + " s after " + warmUpS + " s of warm-up");
        settings.put("figures", "of the clients that read; ratios: with stalled ones / without");
        return options.report(
                rig,
                new BenchResult(
                        "slow-consumers",
                        settings,
                        machine,
                        subjects,
                        List.of(),
                        notes,
                        violations));
    }

    private void compare(Rig rig, Audience audience, Function<RatePlan, Target> start) {
        Measured without = run(rig, audience, 0).run(start);
        Measured with = run(rig, audience, stalled).run(start);
        for (Measured one : List.of(without, with)) {
            one.notes(notes);
            violations += one.accounting().violations();
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        Map<String, Double> before = without.figures();
        Map<String, Double> after = with.figures();
        for (String name : List.of("p50Us", "p99Us", "p999Us", "serverNsPerMessage")) {
            figures.put(name + "Without", before.get(name));
            figures.put(name + "With", after.get(name));
            figures.put(name + "Ratio", after.get(name) / before.get(name));
        }
        figures.put("deliveredPercentWithout", without.deliveredPercent());
        figures.put("deliveredPercentWith", with.deliveredPercent());
        figures.put("jainIndexWith", with.fairness().jain());
        figures.put("serverRssMbWithout", without.rssBytes() * 1e-6);
        figures.put("serverRssMbWith", with.rssBytes() * 1e-6);
        figures.put("mergedForStalled", (double) with.mergedForStalled());
        subjects.add(new Subject(with.name(), figures));
        if (subjects.size() == 1 && with.mergedForStalled() == 0) {
            notes.add(
                    "the kernel's buffers held all that the stalled clients did not read: raise"
                            + " --rate or --seconds to make the server feel them");
        }
    }

    private FixedRun run(Rig rig, Audience audience, int notReading) {
        return new FixedRun(
                rig,
                audience,
                rate,
                TimeUnit.SECONDS.toNanos(warmUpS),
                TimeUnit.SECONDS.toNanos(seconds),
                notReading);
    }
}
