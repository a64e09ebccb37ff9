package io.ticktide.cli;

import io.ticktide.config.LogConfig;
import io.ticktide.config.ServerConfig;
import io.ticktide.server.Exposure;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Tells people, on stderr, what looks wrong but does no harm. */
final class Warnings {
    private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);

    private Warnings() {}

    /** The same of a server, whose log is on stderr, too: machines get them as lines of the log. */
    static void tell(CommandSpec spec, List<String> warnings, LogConfig log) {
        if (log.format().equals("json")) {
            warnings.forEach(LOG::warn);
        } else {
            print(spec, warnings);
        }
    }

    /** What a configuration lays open to strangers. */
    static List<String> exposed(ServerConfig config) {
        return Exposure.of(config).stream().map(Exposure::text).toList();
    }

    static void print(CommandSpec spec, List<String> warnings) {
        String prefix = Ansi.AUTO.string("@|bold,yellow warning:|@ ");
        warnings.forEach(warning -> spec.commandLine().getErr().println(prefix + warning));
    }
}
