package io.ticktide.cli;

import io.ticktide.config.ConfigLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options by which commands are configured. */
final class ConfigOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file (HOCON); `ticktide config print` shows all keys.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Set one key, such as session.heartbeat-ms=1000; repeatable. Wins over the"
                            + " file and TICKTIDE_* environment variables.")
    private List<String> assignments = List.of();

    /** A loader that has taken file, environment and assignments. */
    ConfigLoader loader(Map<String, String> environment) {
        ConfigLoader loader = new ConfigLoader(environment);
        if (file != null) {
            loader.file(file);
        }
        assignments.forEach(loader::set);
        return loader;
    }

    /** What was read, for people. */
    String sources() {
        return file == null ? "the environment and the command line" : file.toString();
    }
}
