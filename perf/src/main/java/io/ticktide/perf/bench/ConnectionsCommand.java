package io.ticktide.perf.bench;

import io.ticktide.feed.simulated.RatePlan;
import io.ticktide.perf.floor.FloorMode;
import io.ticktide.perf.load.ClientRole;
import io.ticktide.perf.load.LoadClient;
import io.ticktide.perf.load.Tally;
import io.ticktide.perf.report.BenchResult;
import io.ticktide.perf.report.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ticktide bench connections}. */
@Command(
        name = "connections",
        description =
                "Connects many clients at once, and says how long it took and what each costs.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ticktide bench connections",
            "  ticktide bench connections --clients 15000 --concurrency 2000",
            "  ticktide bench connections --address 192.0.2.7:8080 --clients 5000"
        })
final class ConnectionsCommand implements Callable<Integer> {
    private static final long SETTLE_NS = TimeUnit.SECONDS.toNanos(3);
    private static final int SPARE_FILES = 200;
    private static final double KIB = 1_024;

    @Mixin private BenchOptions options;
    @Mixin private PresentOptions present;

    @Option(names = "--clients", paramLabel = "N", description = "Connections (${DEFAULT-VALUE}).")
    private int clients = 10_000;

    private final List<String> notes = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        present.check();
        checkFiles(openFiles());
        Map<String, String> machine = Machine.describe(options.cores());
        present.describe(machine, options.cores(), notes);
        Rig rig = options.rig();
        List<Subject> subjects =
                present.isGiven() ? List.of(measure(rig, present.server())) : compare(rig);
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("clients", clients + ", " + rig.concurrency() + " at once; they ask for nothing");
        shown.put("memory", "resident, 3 s after; nothing is collected by force");
        return options.report(
                rig, new BenchResult("connections", shown, machine, subjects, List.of(), notes, 0));
    }

    private List<Subject> compare(Rig rig) throws IOException {
        Audience audience = new Audience(clients, 1, false);
        RatePlan quiet = RatePlan.constant(1);
        Targets targets = options.targets();
        List<String> settings = new ArrayList<>(options.serverSettings());
        for (String limit : List.of("max-connections", "max-connections-per-address")) {
            settings.addAll(List.of("--set", "endpoint." + limit + "=" + (clients + SPARE_FILES)));
        }
        List<Subject> subjects = new ArrayList<>();
        try (Target ours = targets.ticks(audience, quiet, settings)) {
            subjects.add(measure(rig, ours));
        }
        if (options.withFloor()) {
            try (Target floor = targets.floor(FloorMode.BATCHED, audience, quiet)) {
                subjects.add(measure(rig, floor));
            }
        }
        return subjects;
    }

    private Subject measure(Rig rig, Target target) throws IOException {
        rig.console().step(target.name() + ": empty, settling");
        settle(rig);
        Usage empty = Usage.of(target.pid());
        List<ClientRole> roles =
                Collections.nCopies(clients, new ClientRole("/v1/stream", "", 0, 1, 0));
        try (LoadClient load = rig.connectAsManyAsCan(target, roles, new Tally(), Rig.CONNECT_NS)) {
            Usage connected = Usage.of(target.pid());
            rig.console().step(target.name() + ": connected, settling");
            load.run(rig.clock().nanoTime() + SETTLE_NS);
            Usage settled = Usage.of(target.pid());
            if (load.failed() > 0) {
                notes.add(target.name() + ": " + load.firstFailure());
            }
            double seconds = load.connectNs() * 1e-9;
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("connected", (double) load.ready());
            figures.put("failed", (double) (clients - load.ready()));
            figures.put("connectSeconds", seconds);
            figures.put("connectsPerS", load.ready() / seconds);
            if (settled.rssBytes() == 0) {
                return new Subject(target.name(), figures);
            }
            double grownBytes = settled.rssBytes() - empty.rssBytes();
            figures.put("kibPerConnection", grownBytes / KIB / Math.max(1, load.ready()));
            figures.put("emptyRssMb", empty.rssBytes() * 1e-6);
            figures.put("connectedRssMb", settled.rssBytes() * 1e-6);
            figures.put("serverCpuUsPerConnect", cpuUs(empty, connected, load.ready()));
            figures.put("idleCpuPercent", cpuUs(connected, settled, 1) * 1e5 / SETTLE_NS);
            return new Subject(target.name(), figures);
        }
    }

    private static double cpuUs(Usage from, Usage to, int parts) {
        return (to.cpuNs() - from.cpuNs()) * 1e-3 / Math.max(1, parts);
    }

    private static void settle(Rig rig) {
        long untilNs = rig.clock().nanoTime() + SETTLE_NS;
        while (rig.clock().nanoTime() < untilNs) {
            LockSupport.parkNanos(untilNs - rig.clock().nanoTime());
        }
    }

    private void checkFiles(long limit) {
        if (clients + SPARE_FILES > limit) {
            throw new BenchFailed(
                    clients
                            + " connections need as many open files here and in the server, the"
                            + " limit is "
                            + limit
                            + "; raise it with `ulimit -n "
                            + (clients + SPARE_FILES)
                            + "` or lower --clients");
        }
    }

    /** The limit of this process, which the server inherits; no limit where none is told. */
    private static long openFiles() {
        String name = "Max open files";
        for (String line : ProcFile.lines("/proc/self/limits")) {
            if (line.startsWith(name)) {
                String soft = line.substring(name.length()).trim().split(" +", -1)[0];
                return soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft);
            }
        }
        return Long.MAX_VALUE;
    }
}
