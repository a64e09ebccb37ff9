package io.ticktide.perf.bench;

import io.ticktide.perf.Launch;
import io.ticktide.perf.report.BenchResult;
import io.ticktide.perf.report.JsonReport;
import io.ticktide.perf.report.TextReport;
import io.ticktide.ring.WallClock;
import java.io.PrintWriter;
import java.util.List;
import org.agrona.concurrent.SystemNanoClock;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that all benchmarks have, and what follows from them. */
final class BenchOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--json", description = "Print the result as JSON; progress goes to stderr.")
    private boolean json;

    @Option(
            names = "--no-floor",
            description = "Leave out the floor: the plain writer that ours is compared with.")
    private boolean withoutFloor;

    @Option(
            names = "--no-pin",
            description = "Leave it to the kernel which core does what; the default is taskset.")
    private boolean unpinned;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Clients that may be connecting at once (${DEFAULT-VALUE}).")
    private int concurrency = 256;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the server that is started; repeatable.")
    private List<String> assignments = List.of();

    private Cores cores;

    boolean withFloor() {
        return !withoutFloor;
    }

    /** Which core has what; from now on this process runs on the load's. */
    Cores cores() {
        if (cores == null) {
            cores = Cores.find(!unpinned);
            cores.pinThisProcess();
        }
        return cores;
    }

    Targets targets() {
        return new Targets(Launch.java(), Launch.serverFlags(), Launch.serverJar(), cores());
    }

    /** Options of {@code ticktide server} out of {@code --set}. */
    List<String> serverSettings() {
        return assignments.stream().flatMap(one -> List.of("--set", one).stream()).toList();
    }

    Rig rig() {
        // Only the launcher can tell what stderr is; Java knows of both streams together at most.
        boolean terminal = Boolean.getBoolean("ticktide.terminal");
        return new Rig(
                new Console(spec.commandLine().getErr(), terminal),
                SystemNanoClock.INSTANCE,
                new WallClock(),
                concurrency);
    }

    /** Prints the result; the exit code says whether the accounting held. */
    int report(Rig rig, BenchResult result) {
        rig.console().end();
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? JsonReport.of(result) : TextReport.of(result));
        out.flush();
        return result.violations() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
