package io.ticktide.server;

import io.ticktide.config.FeedConfig;
import io.ticktide.feed.Feed;
import io.ticktide.feed.FeedException;
import io.ticktide.feed.recorded.Recordings;
import io.ticktide.feed.replay.BadRowPolicy;
import io.ticktide.feed.replay.ReplaySettings;
import io.ticktide.feed.replay.ReplaySpeed;
import io.ticktide.feed.simulated.SimulatedFeed;
import io.ticktide.feed.simulated.SimulatedSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Opens the feed that a configuration names. */
public final class Feeds {
    private Feeds() {}

    /**
     * The simulated market, or a recording.
     *
     * @param nowNs wall time, ns since the Unix epoch, at which the simulated market starts.
     * @throws FeedException when a recording cannot be read; says why.
     */
    public static Feed open(FeedConfig config, long nowNs) {
        return config.isSimulated()
                ? new SimulatedFeed(
                        new SimulatedSettings(
                                config.seed(), config.instruments(), config.rate(), nowNs, true))
                : Recordings.open(pathOf(config), replaySettings(config));
    }

    private static Path pathOf(FeedConfig config) {
        try {
            return Path.of(config.source());
        } catch (InvalidPathException e) {
            throw new FeedException(
                    "feed \"" + config.source() + "\" is no file name: " + e.getReason(), e);
        }
    }

    private static ReplaySettings replaySettings(FeedConfig config) {
        String symbol = config.symbol();
        return new ReplaySettings(
                ReplaySpeed.parse(config.speed()),
                config.loop(),
                BadRowPolicy.valueOf(config.badRows().toUpperCase(Locale.ROOT)),
                symbol.isEmpty() ? Optional.empty() : Optional.of(symbol),
                scale(config.priceScale()),
                scale(config.qtyScale()));
    }

    private static OptionalInt scale(int decimals) {
        return decimals < 0 ? OptionalInt.empty() : OptionalInt.of(decimals);
    }
}
