package io.ticktide.perf.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;

/** The command {@code ticktide bench}. */
@Command(
        name = "ticktide bench",
        description =
                "Measures what the server carries on this machine, beside the least that any could cost.",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "BENCH",
        subcommands = {
            LatencyCommand.class,
            FanoutCommand.class,
            ConnectionsCommand.class,
            SlowConsumersCommand.class,
            ReplayCommand.class,
            RecordingCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ticktide bench fanout --clients 1000",
            "  ticktide bench latency --clients 100 --rate 1000 --out report",
            "",
            "Exit codes: 0 ok, 1 failed or the accounting was broken, 2 wrong usage."
        })
public final class Bench {
    private Bench() {}

    public static void main(String[] args) {
        CommandLine command = commandLine();
        command.setOut(writer(FileDescriptor.out));
        command.setErr(writer(FileDescriptor.err));
        System.exit(command.execute(args));
    }

    /** The parser with all benchmarks, as {@link #main} uses it. */
    static CommandLine commandLine() {
        return new CommandLine(new Bench()).setExecutionExceptionHandler(Bench::failed);
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        boolean expected = e instanceof BenchFailed;
        boolean usage = e instanceof IllegalArgumentException;
        String text = expected || usage ? e.getMessage() : "internal error: " + e;
        command.getErr().println(Ansi.AUTO.string("@|bold,red error:|@ ").concat(text));
        if (!expected && !usage) {
            e.printStackTrace(command.getErr());
        }
        return usage ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8),
                true);
    }
}
