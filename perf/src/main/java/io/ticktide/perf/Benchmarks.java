package io.ticktide.perf;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks in JVMs that are started as the server is. Takes JMH's own options; progress
 * goes to stderr, the table of results to stdout.
 */
public final class Benchmarks {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Benchmarks() {}

    /** Exit codes: 0 ok, 1 a benchmark failed, 2 bad usage. */
    public static void main(String[] args) throws IOException {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) throws IOException {
        try {
            CommandLineOptions commandLine = new CommandLineOptions(args);
            if (commandLine.shouldHelp()) {
                commandLine.showHelp();
            } else if (commandLine.shouldList()) {
                new Runner(commandLine).list();
            } else if (commandLine.shouldListWithParams()) {
                new Runner(commandLine).listWithParams(commandLine);
            } else if (commandLine.shouldListProfilers()) {
                commandLine.listProfilers();
            } else if (commandLine.shouldListResultFormats()) {
                commandLine.listResultFormats();
            } else {
                Collection<RunResult> results = runner(commandLine, err).run();
                out.print(ResultTable.of(results));
            }
            return OK;
        } catch (CommandLineOptionException e) {
            err.println(e.getMessage() + "; -h lists the options");
            return USAGE;
        } catch (NoBenchmarksException e) {
            err.println(
                    "no benchmark matches \"" + String.join(" ", args) + "\"; -l lists them all");
            return USAGE;
        } catch (RunnerException e) {
            err.println("the benchmarks failed: " + e.getMessage());
            return FAILED;
        }
    }

    /** JVM flags of the launcher, so that a figure is of the code that the server runs. */
    static String[] serverFlags(int javaVersion) {
        List<String> flags = new ArrayList<>();
        flags.add("--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED");
        if (javaVersion >= 22) {
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        if (javaVersion >= 23) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        flags.addAll(List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx1g"));
        return flags.toArray(new String[0]);
    }

    private static Runner runner(CommandLineOptions commandLine, PrintStream err) {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .parent(commandLine)
                        .shouldFailOnError(true)
                        .jvmArgsPrepend(serverFlags(Runtime.version().feature()));
        if (commandLine.getProfilers().isEmpty()) {
            options.addProfiler(GCProfiler.class);
        }
        Options built = options.build();
        // With -o the user wants JMH's own log in a file.
        return commandLine.getOutput().hasValue()
                ? new Runner(built)
                : new Runner(built, new Progress(err));
    }
}
