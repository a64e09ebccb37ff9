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
            "  ticktide bench slow-consumers --clients 1000 --stalled 500 --rate 200",
            "  ticktide bench slow-consumers --address 192.0.2.7:8080 --seconds 20"
        })
final class SlowConsumersCommand implements Callable<Integer> {
    private static final long USUAL_RATE = 5_000;

    @Mixin private BenchOptions options;
    @Mixin private PresentOptions present;

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
            description =
                    "Events per second (5000). With --address: what its feed is known to have.")
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
    private int seconds = 5;

    private final Findings findings = new Findings();
    private final List<Subject> subjects = new ArrayList<>();

    @Override
    public Integer call() {
        if (stalled < 1 || stalled >= clients) {
            throw new IllegalArgumentException(
                    "--stalled " + stalled + " must be from 1 to --clients - 1");
        }
        present.check();
        Audience audience = new Audience(clients, 1, false);
        Map<String, String> machine = Machine.describe(options.cores());
        present.describe(machine, options.cores(), findings.notes());
        Rig rig = options.rig();
        if (present.isGiven()) {
            PresentServer server = present.server();
            add(
                    run(rig, audience, rate, 0).runAgainst(server),
                    run(rig, audience, rate, stalled).runAgainst(server));
        } else {
            Targets targets = options.targets();
            compare(rig, audience, plan -> targets.ticks(audience, plan, options.serverSettings()));
            if (options.withFloor()) {
                compare(rig, audience, plan -> targets.floor(FloorMode.BATCHED, audience, plan));
            }
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("audience", audience.text() + ", " + stalled + " of them never read");
        settings.put("rate", rateText());
        settings.put("window", seconds + " s after " + warmUpS + " s of warm-up");
        settings.put("figures", "of the clients that read; ratios: with stalled ones / without");
        return options.report(
                rig,
                new BenchResult(
                        "slow-consumers",
                        settings,
                        machine,
                        subjects,
                        findings.rows(),
                        findings.notes(),
                        findings.violations()));
    }

    private String rateText() {
        if (rate == 0 && present.isGiven()) {
            return "as measured";
        }
        return (rate > 0 ? rate : USUAL_RATE) + " events/s, evenly";
    }

    private void compare(Rig rig, Audience audience, Function<RatePlan, Target> start) {
        long eventsPerS = rate > 0 ? rate : USUAL_RATE;
        add(
                run(rig, audience, eventsPerS, 0).run(start),
                run(rig, audience, eventsPerS, stalled).run(start));
    }

    private void add(Measured without, Measured with) {
        findings.add(without);
        findings.add(with);
        Map<String, Double> figures = new LinkedHashMap<>();
        Map<String, Double> before = without.figures();
        Map<String, Double> after = with.figures();
        for (String name :
                List.of("p50Us", "p99Us", "p999Us", "serverNsPerMessage", "serverRssMb")) {
            if (!after.containsKey(name)) {
                continue;
            }
            figures.put(name + "Without", before.get(name));
            figures.put(name + "With", after.get(name));
            figures.put(name + "Ratio", after.get(name) / before.get(name));
        }
        figures.put("deliveredPercentWithout", without.deliveredPercent());
        figures.put("deliveredPercentWith", with.deliveredPercent());
        figures.put("jainIndexWith", with.fairness().jain());
        figures.put("mergedForStalled", (double) with.mergedForStalled());
        subjects.add(new Subject(with.name(), figures));
        if (subjects.size() == 1 && with.mergedForStalled() == 0) {
            findings.notes()
                    .add(
                            "the kernel's buffers held all that the stalled clients did not read: raise"
                                    + " --rate or --seconds to make the server feel them");
        }
    }

    private FixedRun run(Rig rig, Audience audience, long eventsPerS, int notReading) {
        return new FixedRun(
                rig,
                audience,
                eventsPerS,
                TimeUnit.SECONDS.toNanos(warmUpS),
                TimeUnit.SECONDS.toNanos(seconds),
                notReading,
                true);
    }
}
