package io.ticktide.cli;

import io.ticktide.server.Preparation;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
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
        // A completion script has all commands in it.
        String first = args.length == 0 || args[0].equals("completion") ? "" : args[0];
        if (first.equals("server") || first.equals("replay")) {
            Preparation.begin();
        }
        CommandLine command = commandLine(System.getenv(), first::equals);
        command.setOut(writer(FileDescriptor.out));
        command.setErr(writer(FileDescriptor.err));
        System.exit(command.execute(args));
    }

    /** The parser with all its commands. */
    static CommandLine commandLine(Map<String, String> environment) {
        return commandLine(environment, name -> false);
    }

    /**
     * The parser with the one command that is asked for, or with all when none is known: reading
     * the options of every command takes a fifth of a server's start.
     */
    private static CommandLine commandLine(
            Map<String, String> environment, Predicate<String> isAskedFor) {
        Map<String, Supplier<Object>> commands = commands(environment);
        boolean one = commands.keySet().stream().anyMatch(isAskedFor);
        Ticktide ticktide = new Ticktide();
        CommandLine line = new CommandLine(ticktide);
        commands.forEach(
                (name, command) -> {
                    if (!one || isAskedFor.test(name)) {
                        line.addSubcommand(command.get());
                    }
                });
        return line.setExecutionExceptionHandler(new ErrorText(() -> ticktide.verbose))
                .setParameterExceptionHandler(new UsageText());
    }

    private static Map<String, Supplier<Object>> commands(Map<String, String> environment) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("server", () -> new ServerCommand(environment));
        commands.put("replay", () -> new ReplayCommand(environment));
        commands.put("sub", SubCommand::new);
        commands.put("config", () -> config(environment));
        commands.put("doctor", () -> new DoctorCommand(environment));
        commands.put("selftest", SelfTestCommand::new);
        commands.put("inspect", InspectCommand::new);
        commands.put("record", () -> new RecordCommand(environment));
        commands.put("import", ImportCommand::new);
        commands.put("export", ExportCommand::new);
        commands.put("verify", VerifyCommand::new);
        commands.put("token", TokenCommand::new);
        commands.put("bench", BenchCommand::new);
        commands.put("completion", CompletionCommand::new);
        return commands;
    }

    private static CommandLine config(Map<String, String> environment) {
        return new CommandLine(new ConfigCommand())
                .addSubcommand(new ConfigPrintCommand(environment))
                .addSubcommand(new ConfigCheckCommand(environment));
    }

    // UTF-8 whatever the locale says: a server's shell often has none, and Java 17 would print "?".
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8),
                true);
    }
}
