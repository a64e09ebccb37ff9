package io.ticktide.cli;

import picocli.CommandLine.Command;

/** {@code ticktide config}. */
@Command(
        name = "config",
        description = "Shows or checks the configuration.",
        synopsisSubcommandLabel = "(print | check)",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ticktide config print > ticktide.conf",
            "  ticktide config check --config ticktide.conf"
        })
final class ConfigCommand {}
