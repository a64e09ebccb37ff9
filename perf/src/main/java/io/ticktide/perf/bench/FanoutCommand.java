package io.ticktide.perf.bench;

import io.ticktide.perf.floor.FloorMode;
import io.ticktide.perf.report.BenchResult;
import io.ticktide.perf.report.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ticktide bench fanout}. */
@Command(
        name = "fanout",
        description = "Finds the highest rate of ticks that reaches all clients, nothing merged.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ticktide bench fanout",
            "  ticktide bench fanout --clients 1000 --symbols 100 --json",
            "  ticktide bench fanout --clients 100 --from 1000 --to 5000 --no-floor"
        })
final class FanoutCommand implements Callable<Integer> {
    // Messages a second: where a climb begins and ends, whatever the number of clients.
    private static final double LEAST_MESSAGES = 100_000;
    private static final double MOST_MESSAGES = 48_000_000;
    private static final double LEAST_BATCHED = 1_000_000;
    private static final double LEAST_PER_TICK = 50_000;
    private static final double MOST_PER_TICK = 2_000_000;
    private static final long MOST_RATE = 2_000_000;
    private static final double COARSE = 1.6;
    private static final double FINE = 1.06;
    private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(700);
    private static final double BUSY = 0.95;

    @Mixin private BenchOptions options;

    @Option(names = "--clients", paramLabel = "N", description = "Connections (${DEFAULT-VALUE}).")
    private int clients = 1_000;

    @Option(
            names = "--symbols",
            paramLabel = "N",
            description = "Tickers; each client hears one of them (${DEFAULT-VALUE}).")
    private int symbols = 1;

    @Option(names = "--all", description = "Each client hears all tickers; without the floor.")
    private boolean all;

    @Option(
            names = "--from",
            paramLabel = "RATE",
            description = "Lowest rate, events per second of all tickers together.")
    private long from;

    @Option(names = "--to", paramLabel = "RATE", description = "Highest rate to try.")
    private long to = MOST_RATE;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "At the first rate, with every start (${DEFAULT-VALUE}).")
    private int warmUpS = 4;

    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long violations;

    @Override
    public Integer call() {
        Audience audience = new Audience(clients, symbols, all);
        Map<String, String> machine = Machine.describe(options.cores());
        Targets targets = options.targets();
        Rig rig = options.rig();
        List<Subject> subjects = new ArrayList<>();
        Climber ours =
                new Climber(
                        rig,
                        audience,
                        plan -> targets.ticks(audience, plan, options.serverSettings()),
                        TimeUnit.SECONDS.toNanos(warmUpS),
                        STEP_NS);
        long lowest = from > 0 ? from : rate(audience, LEAST_MESSAGES);
        subjects.add(search("ticktide", ours, lowest, rate(audience, MOST_MESSAGES)));
        if (options.withFloor() && !all) {
            long least = rate(audience, LEAST_BATCHED);
            long most = rate(audience, MOST_MESSAGES);
            subjects.add(search(rig, targets, audience, FloorMode.BATCHED, least, most));
            least = rate(audience, LEAST_PER_TICK);
            most = rate(audience, MOST_PER_TICK);
            subjects.add(search(rig, targets, audience, FloorMode.PER_TICK, least, most));
        }
        return options.report(
                rig,
                new BenchResult(
                        "fanout", settings(audience), machine, subjects, rows, notes, violations));
    }

    private Subject search(
            Rig rig, Targets targets, Audience audience, FloorMode mode, long least, long most) {
        Climber climber =
                new Climber(
                        rig,
                        audience,
                        plan -> targets.floor(mode, audience, plan),
                        TimeUnit.MILLISECONDS.toNanos(1_500),
                        STEP_NS);
        return search("floor " + mode.label(), climber, least, most);
    }

    private Subject search(String name, Climber climber, long lowest, long highest) {
        long top = Math.min(to, highest);
        Optional<Rung> best =
                new RateSearch(COARSE, FINE).search(Math.min(lowest, top), top, climber);
        climber.climbed().forEach(rung -> rows.add(row(name, rung)));
        Accounting accounting = climber.accounting();
        violations += accounting.violations();
        if (!accounting.isExact()) {
            notes.add(name + ": " + accounting.violations() + " × " + accounting.first());
        }
        if (accounting.lost() > 0) {
            notes.add(name + ": " + accounting.lost() + " clients lost; " + accounting.firstLoss());
        }
        if (best.isEmpty()) {
            notes.add(name + ": not even the lowest rate was sustained; lower --from");
            return new Subject(name, Map.of());
        }
        if (best.get().loadCpu() > BUSY) {
            notes.add(name + ": the load used its whole core, the server might do more");
        }
        return new Subject(name, figures(best.get(), accounting));
    }

    private static Map<String, Double> figures(Rung best, Accounting accounting) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("deliveredPerS", best.deliveredPerS());
        figures.put("eventsPerS", (double) best.rate());
        figures.put("serverNsPerMessage", best.serverNsPerMessage());
        figures.put("serverCpuPercent", best.serverCpu() * 100);
        figures.put("loadCpuPercent", best.loadCpu() * 100);
        figures.put("megabytesPerS", best.bytesPerS() * 1e-6);
        figures.put("messagesPerFrame", best.deliveredPerS() / best.framesPerS());
        figures.put("meanLatencyAtEndMs", best.tailNs() * 1e-6);
        figures.put("leastPerClient", (double) best.fairness().least());
        figures.put("mostPerClient", (double) best.fairness().most());
        figures.put("jainIndex", best.fairness().jain());
        figures.put("checkedMessages", (double) accounting.messages());
        figures.put("mergedBeyondTheLimit", (double) accounting.conflated());
        figures.put("accountingViolations", (double) accounting.violations());
        return figures;
    }

    private static Map<String, Object> row(String name, Rung rung) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("subject", name);
        row.put("eventsPerS", rung.rate());
        row.put("expected", rung.expected());
        row.put("delivered", rung.delivered());
        row.put("meanLatencyAtEndUs", TimeUnit.NANOSECONDS.toMicros(rung.tailNs()));
        row.put("serverCpuPercent", Math.round(rung.serverCpu() * 100));
        row.put("loadCpuPercent", Math.round(rung.loadCpu() * 100));
        row.put("sustained", rung.sustained());
        return row;
    }

    private Map<String, String> settings(Audience audience) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("audience", audience.text());
        settings.put("sustained", Rung.CRITERION);
        settings.put(
                "steps",
                String.format(
                        Locale.ROOT,
                        "%d ms each, × %.2f, then × %.2f around the limit",
                        TimeUnit.NANOSECONDS.toMillis(STEP_NS),
                        COARSE,
                        FINE));
        return settings;
    }

    private static long rate(Audience audience, double messagesPerS) {
        return Math.max(1, Math.min(MOST_RATE, Math.round(messagesPerS / audience.copies())));
    }
}
