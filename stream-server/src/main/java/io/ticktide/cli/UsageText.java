package io.ticktide.cli;

import io.ticktide.config.Spelling;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells people what is wrong with what they typed, what they may have meant, and where to look. */
final class UsageText implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(Ansi.AUTO.string("@|bold,red error:|@ ").concat(text(e, command)));
        err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private static String text(ParameterException e, CommandLine command) {
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return e.getMessage();
        }
        String word = unmatched.getUnmatched().get(0);
        boolean option = word.startsWith("-");
        int equals = word.indexOf('=');
        String name = option && equals > 0 ? word.substring(0, equals) : word;
        Optional<String> meant = Spelling.nearest(name, option ? options(command) : names(command));
        return "unknown "
                + (option ? "option " : hasCommands(command) ? "command " : "argument ")
                + name
                + meant.map(near -> "; did you mean `" + near + "`?").orElse("");
    }

    private static boolean hasCommands(CommandLine command) {
        return !command.getSubcommands().isEmpty();
    }

    private static List<String> names(CommandLine command) {
        return List.copyOf(command.getSubcommands().keySet());
    }

    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .flatMap(option -> List.of(option.names()).stream())
                .filter(name -> name.startsWith("--"))
                .toList();
    }
}
