package io.ticktide.cli;

import io.ticktide.cli.doctor.Checkup;
import io.ticktide.cli.doctor.Finding;
import io.ticktide.cli.doctor.Finding.Verdict;
import io.ticktide.config.InvalidConfigException;
import io.ticktide.config.ServerConfig;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ticktide doctor}. */
@Command(
        name = "doctor",
        header = "Looks for what keeps a server from running here.",
        description =
                "Looks at Java, limits, memory, clock, ports, keys, disk, feed, and what is exposed;"
                        + " exit code 1 when something is broken.",
        footerHeading = "%nExample:%n",
        footer = "  ticktide doctor --feed trades.csv.gz")
final class DoctorCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    @Spec private CommandSpec spec;

    @Option(
            names = "--feed",
            paramLabel = "simulated|FILE",
            description = "A recording to look at, too.")
    private String feed;

    @Option(names = "--port", paramLabel = "PORT", description = "The port to look at (8080).")
    private Integer port;

    @Mixin private ConfigOptions options;

    DoctorCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InvalidConfigException {
        ServerConfig config =
                options.loader(environment)
                        .flag("--feed", "feed.source", feed)
                        .flag("--port", "endpoint.port", port)
                        .load()
                        .config();
        List<Finding> findings = new Checkup(config, Clock.systemUTC()).findings();
        PrintWriter out = spec.commandLine().getOut();
        findings.forEach(finding -> out.println(line(finding)));
        boolean broken = findings.stream().anyMatch(found -> found.verdict() == Verdict.BROKEN);
        return broken ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private static String line(Finding finding) {
        String mark =
                switch (finding.verdict()) {
                    case GOOD -> "@|green ✓|@";
                    case WEAK -> "@|yellow !|@";
                    case BROKEN -> "@|bold,red ✗|@";
                };
        String remedy = finding.remedy().isEmpty() ? "" : "; " + finding.remedy();
        return Ansi.AUTO.string(mark)
                + String.format(
                        Locale.ROOT, " %-11s %s", finding.subject(), finding.text() + remedy);
    }
}
