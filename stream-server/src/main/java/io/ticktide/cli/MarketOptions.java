package io.ticktide.cli;

import io.ticktide.config.ConfigLoader;
import picocli.CommandLine.Option;

/** The options that describe an invented market. */
final class MarketOptions {
    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the simulated market (feed.seed; 7).")
    private Long seed;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Events per second of the simulated market or ticks (feed.rate; 2000).")
    private Long rate;

    @Option(
            names = "--instruments",
            paramLabel = "N",
            description = "Instruments of the simulated market or ticks (feed.instruments; 20).")
    private Integer instruments;

    /** Sets what was given. */
    ConfigLoader addTo(ConfigLoader loader) {
        return loader.flag("--seed", "feed.seed", seed)
                .flag("--rate", "feed.rate", rate)
                .flag("--instruments", "feed.instruments", instruments);
    }
}
