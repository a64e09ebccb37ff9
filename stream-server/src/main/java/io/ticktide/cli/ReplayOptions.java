package io.ticktide.cli;

import io.ticktide.config.ConfigLoader;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options by which a recording is played. */
final class ReplayOptions {
    @Option(
            names = "--speed",
            paramLabel = "X|max",
            description = "Pace of a recording, in multiples of its own (feed.speed; 1).")
    private String speed;

    @Option(names = "--loop", description = "Start a recording again at its end (feed.loop).")
    private Boolean loop;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Where a recording begins: 2024-08-09T03:34:00Z, ns since 1970, +90s from its"
                            + " start or -5m before its end (feed.from; its start).")
    private String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Where it ends (feed.to; its end).")
    private String to;

    @Option(
            names = "--symbols",
            paramLabel = "SYMBOL,…",
            description = "Play these of its instruments only (feed.symbols; all).")
    private String symbols;

    @Option(
            names = "--skip-gaps",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Jump over pauses longer than this: 30s, 5m (feed.skip-gaps-ms; none).")
    private Duration skipGaps;

    /** Sets what was given. */
    ConfigLoader addTo(ConfigLoader loader) {
        return loader.flag("--speed", "feed.speed", speed)
                .flag("--loop", "feed.loop", loop)
                .flag("--from", "feed.from", from)
                .flag("--to", "feed.to", to)
                .flag("--symbols", "feed.symbols", symbols)
                .flag(
                        "--skip-gaps",
                        "feed.skip-gaps-ms",
                        skipGaps == null ? null : skipGaps.toMillis());
    }
}
