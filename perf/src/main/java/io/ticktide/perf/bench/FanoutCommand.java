package io.ticktide.perf.bench;

import io.ticktide.perf.report.BenchResult;
import io.ticktide.perf.report.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ticktide bench fanout}. */
@Command(
        name = "fanout",
        description =
                "Finds the highest rate of ticks that reaches all clients, nothing merged; or says"
                        + " what one rate costs.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ticktide bench fanout",
            "  ticktide bench fanout --clients 1000 --symbols 100 --json",
            "  ticktide bench fanout --rate 5000 --peer ws,undertow-naive",
            "  ticktide bench fanout --address 192.0.2.7:8080 --clients 500"
        })
final class FanoutCommand implements Callable<Integer> {
    private static final List<String> RUN_BY_RUN = List.of("deliveredPerS", "serverNsPerMessage");

    @Mixin private BenchOptions options;
    @Mixin private PresentOptions present;
    @Mixin private PeerOptions peers;
    @Mixin private RepeatOptions repeat;

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
            names = "--rate",
            paramLabel = "RATE",
            description =
                    "Measures this rate instead of searching for the highest; events per second of"
                            + " all tickers together. With --address: what its feed is known to"
                            + " have.")
    private long rate;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long one rate is measured (${DEFAULT-VALUE}).")
    private int seconds = 5;

    @Option(
            names = "--from",
            paramLabel = "RATE",
            description = "Lowest rate of the search, events per second of all tickers together.")
    private long from;

    @Option(names = "--to", paramLabel = "RATE", description = "Highest rate of the search.")
    private long to = FanoutSearch.MOST_RATE;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "At the first rate, with every start (${DEFAULT-VALUE}).")
    private int warmUpS = 4;

    private final Findings findings = new Findings();

    @Override
    public Integer call() {
        present.check();
        repeat.check();
        Audience audience = new Audience(clients, symbols, all);
        peers.check(audience, present);
        Map<String, String> machine = Machine.describe(options.cores());
        present.describe(machine, options.cores(), findings.notes());
        Rig rig = options.rig();
        Repeats runs = new Repeats();
        long warmUpNs = TimeUnit.SECONDS.toNanos(warmUpS);
        try (Contenders contenders = new Contenders(options, peers.peers(), audience, warmUpNs)) {
            for (int run = 1; run <= repeat.count(); run++) {
                findings.beginRun(run);
                runs.add(
                        present.isGiven()
                                ? List.of(
                                        subject(fixed(rig, audience).runAgainst(present.server())))
                                : run(rig, audience, contenders));
                if (repeat.count() > 1) {
                    findings.endRun();
                }
            }
        }
        return options.report(
                rig,
                new BenchResult(
                        "fanout",
                        settings(audience),
                        machine,
                        runs.medians(),
                        findings.rows(),
                        findings.notes(),
                        runs.series(RUN_BY_RUN),
                        findings.violations()));
    }

    private List<Subject> run(Rig rig, Audience audience, Contenders contenders) {
        FanoutSearch search = new FanoutSearch(rig, audience, from, to, findings);
        List<Subject> subjects = new ArrayList<>();
        for (Contender one : contenders.all()) {
            subjects.add(
                    rate > 0
                            ? subject(fixed(rig, audience).run(one.start()))
                            : search.search(one, subjects.isEmpty()));
        }
        return subjects;
    }

    private FixedRun fixed(Rig rig, Audience audience) {
        return new FixedRun(
                rig,
                audience,
                rate,
                TimeUnit.SECONDS.toNanos(warmUpS),
                TimeUnit.SECONDS.toNanos(seconds),
                0,
                false);
    }

    private Subject subject(Measured measured) {
        findings.add(measured);
        if (!measured.sustained()) {
            findings.notes()
                    .add(measured.name() + ": the rate was not sustained: merged, missing or late");
        }
        return new Subject(measured.name(), measured.figures());
    }

    private Map<String, String> settings(Audience audience) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("audience", audience.text());
        if (rate > 0 || present.isGiven()) {
            settings.put("rate", rate > 0 ? rate + " events/s, evenly" : "as measured");
            settings.put("window", seconds + " s after " + warmUpS + " s of warm-up");
        } else {
            settings.put("sustained", Rung.CRITERION);
            settings.put("steps", FanoutSearch.steps());
        }
        repeat.describe(settings);
        return settings;
    }
}
