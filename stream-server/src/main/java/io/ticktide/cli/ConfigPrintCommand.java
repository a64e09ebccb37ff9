package io.ticktide.cli;

import io.ticktide.config.ConfigText;
import io.ticktide.config.InvalidConfigException;
import io.ticktide.config.LoadedConfig;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ticktide config print}. */
@Command(
        name = "print",
        description = "Prints the configuration in effect as a file, each key explained.",
        footerHeading = "%nExample:%n",
        footer = "  ticktide config print > ticktide.conf")
final class ConfigPrintCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    @Spec private CommandSpec spec;
    @Mixin private ConfigOptions options;

    ConfigPrintCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InvalidConfigException {
        LoadedConfig loaded = options.loader(environment).load();
        Warnings.print(spec, loaded.warnings());
        spec.commandLine().getOut().print(ConfigText.of(loaded.config()));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
