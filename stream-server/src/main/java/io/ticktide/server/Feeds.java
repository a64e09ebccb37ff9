package io.ticktide.server;

import io.ticktide.config.FeedConfig;
import io.ticktide.feed.Feed;
import io.ticktide.feed.FeedException;
import io.ticktide.feed.recorded.Recordings;
import io.ticktide.feed.replay.BadRowPolicy;
import io.ticktide.feed.replay.ReplaySettings;
import io.ticktide.feed.replay.ReplaySpeed;
import io.ticktide.feed.simulated.RatePlan;
import io.ticktide.feed.simulated.SimulatedFeed;
import io.ticktide.feed.simulated.SimulatedSettings;
import io.ticktide.feed.simulated.TickFeed;
import io.ticktide.feed.simulated.TickSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/** Opens the feed that a configuration names. */
public final class Feeds {
    private Feeds() {}

    /**
     * The simulated market, the ticks of a benchmark, or a recording.
     *
     * @param wallClock when a simulated feed starts.
     * @param clock monotonic; the one by which the feed will be polled.
     * @throws FeedException when a recording cannot be read; says why.
     */
    public static Feed open(FeedConfig config, EpochNanoClock wallClock, NanoClock clock) {
        if (config.isSimulated()) {
            return new SimulatedFeed(
                    new SimulatedSettings(
                            config.seed(),
                            config.instruments(),
                            config.rate(),
                            wallClock.nanoTime(),
                            true));
        }
        return config.isTicks()
                ? ticks(config, wallClock, clock)
                : Recordings.open(pathOf(config), replaySettings(config));
    }

    private static Feed ticks(FeedConfig config, EpochNanoClock wallClock, NanoClock clock) {
        RatePlan plan =
                config.ratePlan().isEmpty()
                        ? RatePlan.constant(config.rate())
                        : RatePlan.parse(config.ratePlan());
        // Close together: their distance is an error of every latency measured by these ticks.
        long startNs = wallClock.nanoTime();
        long startMonotonicNs = clock.nanoTime();
        return new TickFeed(
                new TickSettings(
                        config.seed(), config.instruments(), plan, startNs, startMonotonicNs));
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
