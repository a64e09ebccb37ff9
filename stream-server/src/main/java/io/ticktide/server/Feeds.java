package io.ticktide.server;

import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.RecordingException;
import io.ticktide.codecs.recording.Run;
import io.ticktide.config.FeedConfig;
import io.ticktide.feed.Feed;
import io.ticktide.feed.FeedException;
import io.ticktide.feed.recorded.Recordings;
import io.ticktide.feed.replay.BadRowPolicy;
import io.ticktide.feed.replay.ReplaySettings;
import io.ticktide.feed.replay.ReplaySpeed;
import io.ticktide.feed.segments.RecordedTime;
import io.ticktide.feed.segments.SegmentFeed;
import io.ticktide.feed.segments.SegmentSettings;
import io.ticktide.feed.simulated.RatePlan;
import io.ticktide.feed.simulated.SimulatedFeed;
import io.ticktide.feed.simulated.SimulatedSettings;
import io.ticktide.feed.simulated.TickFeed;
import io.ticktide.feed.simulated.TickSettings;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
            return simulated(config, wallClock, true);
        }
        return config.isTicks() ? ticks(config, wallClock, clock) : recorded(config);
    }

    /**
     * As {@link #open}, but what went before the present is not told, which it was already.
     *
     * @throws FeedException as above.
     */
    static Feed reopen(FeedConfig config, EpochNanoClock wallClock, NanoClock clock) {
        return config.isSimulated()
                ? simulated(config, wallClock, false)
                : open(config, wallClock, clock);
    }

    private static Feed simulated(FeedConfig config, EpochNanoClock wallClock, boolean history) {
        return new SimulatedFeed(
                new SimulatedSettings(
                        config.seed(),
                        config.instruments(),
                        config.rate(),
                        wallClock.nanoTime(),
                        history));
    }

    /** Whether a recording begins anew at its end. */
    private static boolean isLoop(FeedConfig config) {
        return config.loop() || config.onEnd().equals("restart");
    }

    private static Feed recorded(FeedConfig config) {
        Path path = pathOf(config);
        if (Files.isDirectory(path) || Recording.isRecording(path)) {
            return segments(path, config);
        }
        boolean isPart = !config.from().isEmpty() || !config.to().isEmpty();
        if (isPart || !config.symbols().isEmpty() || config.skipGapsMs() > 0) {
            throw new FeedException(
                    path
                            + " is no recording of Ticktide's own, which from, to, symbols and"
                            + " skip-gaps need; make one of it with `ticktide import`");
        }
        return Recordings.open(path, replaySettings(config));
    }

    private static Feed segments(Path path, FeedConfig config) {
        try {
            Recording recording = Recording.open(path);
            List<Run> runs = recording.runs();
            long firstNs = runs.get(0).firstTimeNs();
            long lastNs = runs.get(runs.size() - 1).lastTimeNs();
            return SegmentFeed.of(
                    recording,
                    new SegmentSettings(
                            ReplaySpeed.parse(config.speed()),
                            time(config.from(), SegmentSettings.START, firstNs, lastNs),
                            time(config.to(), SegmentSettings.END, firstNs, lastNs),
                            isLoop(config),
                            Set.copyOf(config.symbols()),
                            TimeUnit.MILLISECONDS.toNanos(config.skipGapsMs()),
                            config.badRows().equals("skip")));
        } catch (RecordingException | IllegalArgumentException e) {
            throw new FeedException(e.getMessage(), e);
        }
    }

    private static long time(String text, long otherwise, long firstNs, long lastNs) {
        return text.isEmpty() ? otherwise : RecordedTime.parse(text).in(firstNs, lastNs);
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
                isLoop(config),
                BadRowPolicy.valueOf(config.badRows().toUpperCase(Locale.ROOT)),
                symbol.isEmpty() ? Optional.empty() : Optional.of(symbol),
                scale(config.priceScale()),
                scale(config.qtyScale()));
    }

    private static OptionalInt scale(int decimals) {
        return decimals < 0 ? OptionalInt.empty() : OptionalInt.of(decimals);
    }
}
