package io.ticktide.cli;

import io.ticktide.config.ConfigLoader;
import io.ticktide.config.InvalidConfigException;
import io.ticktide.config.LoadedConfig;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ticktide config check}. */
@Command(
        name = "check",
        header = "Names every problem of the configuration.",
        description = "Exit code 2 when there is one.",
        footerHeading = "%nExample:%n",
        footer = "  ticktide config check --config ticktide.conf")
final class ConfigCheckCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    @Spec private CommandSpec spec;
    @Mixin private ConfigOptions options;

    ConfigCheckCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InvalidConfigException {
        ConfigLoader loader = options.loader(environment);
        LoadedConfig loaded = loader.load();
        Warnings.print(spec, loaded.warnings());
        Warnings.print(spec, Warnings.exposed(loaded.config()));
        new ConfiguredFiles(loader).check(loaded.config());
        spec.commandLine().getOut().println("OK: " + options.sources());
        return ExitCode.OK;
    }
}
