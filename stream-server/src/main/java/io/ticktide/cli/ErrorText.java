package io.ticktide.cli;

import io.ticktide.config.InvalidConfigException;
import io.ticktide.feed.FeedException;
import io.ticktide.server.StartException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells people of an error in one line, and of a bug with the way to its stack trace. */
final class ErrorText implements IExecutionExceptionHandler {
    private final BooleanSupplier verbose;

    ErrorText(BooleanSupplier verbose) {
        this.verbose = verbose;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        boolean wrongConfig = e instanceof InvalidConfigException;
        boolean expected =
                wrongConfig
                        || e instanceof CommandFailed
                        || e instanceof FeedException
                        || e instanceof StartException;
        String text = expected ? e.getMessage() : "internal error: " + e;
        for (String line : text.split("\n", -1)) {
            command.getErr().println(Ansi.AUTO.string("@|bold,red error:|@ ").concat(line));
        }
        if (verbose.getAsBoolean()) {
            e.printStackTrace(command.getErr());
        } else if (!expected) {
            command.getErr().println("This is a bug; --verbose shows where.");
        }
        return wrongConfig ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }
}
