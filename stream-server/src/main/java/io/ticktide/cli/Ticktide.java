package io.ticktide.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code ticktide}. */
@Command(
        name = "ticktide",
        description = "Streams market data to browsers, bots and terminals.",
        versionProvider = VersionText.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ticktide server                            the simulated market, its chart",
            "  ticktide server --feed FILE --speed 10     a recording, ten times as fast",
            "  ticktide sub BTC-USD --channel candle:5s   five-second bars in the terminal",
            "  source <(ticktide completion)              completion for bash and zsh",
            "",
            "Exit codes: 0 ok, 1 failed, 2 wrong usage or configuration."
        })
public final class Ticktide {
    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show stack traces of errors.")
    private boolean verbose;

    public static void main(String[] args) {
        CommandLine command = commandLine(System.getenv());
        command.setOut(writer(FileDescriptor.out));
        command.setErr(writer(FileDescriptor.err));
        System.exit(command.execute(args));
    }

    /** The parser with all its commands, as {@link #main} uses it. */
    static CommandLine commandLine(Map<String, String> environment) {
        Ticktide ticktide = new Ticktide();
        return new CommandLine(ticktide)
                .addSubcommand(new ServerCommand(environment))
                .addSubcommand(new SubCommand())
                .addSubcommand(
                        new CommandLine(new ConfigCommand())
                                .addSubcommand(new ConfigPrintCommand(environment))
                                .addSubcommand(new ConfigCheckCommand(environment)))
                .addSubcommand(new DoctorCommand(environment))
                .addSubcommand(new SelfTestCommand())
                .addSubcommand(new InspectCommand())
                .addSubcommand(new TokenCommand())
                .addSubcommand(new BenchCommand())
                .addSubcommand(new CompletionCommand())
                .setExecutionExceptionHandler(new ErrorText(() -> ticktide.verbose))
                .setParameterExceptionHandler(new UsageText());
    }

    // UTF-8 whatever the locale says: a server's shell often has none, and Java 17 would print "?".
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8),
                true);
    }
}
