package io.ticktide.cli;

import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Tells people, on stderr, what looks wrong but does no harm. */
final class Warnings {
    private Warnings() {}

    static void print(CommandSpec spec, List<String> warnings) {
        String prefix = Ansi.AUTO.string("@|bold,yellow warning:|@ ");
        warnings.forEach(warning -> spec.commandLine().getErr().println(prefix + warning));
    }
}
