package io.ticktide.cli;

import io.ticktide.config.InvalidConfigException;
import io.ticktide.config.LoadedConfig;
import io.ticktide.config.ServerConfig;
import io.ticktide.endpoint.RecorderView;
import io.ticktide.feed.Feed;
import io.ticktide.ring.WallClock;
import io.ticktide.server.FeedRecording;
import io.ticktide.server.Feeds;
import io.ticktide.server.StartException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemNanoClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ticktide record}. */
@Command(
        name = "record",
        header = "Records a feed without serving it.",
        description =
                "Until the feed ends, the time is over, or Ctrl-C. A recording that is there"
                        + " already gets another run.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ticktide record --out day1 --rate 200000 --duration 20s",
            "  ticktide record --feed trades.csv.gz --speed max --out day2",
            "  ticktide server --record day3              records what it serves"
        })
final class RecordCommand implements Callable<Integer> {
    private static final long LOOK_MS = 50;

    private final Map<String, String> environment;
    private boolean told;
    @Spec private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Directory to record into (record.dir).")
    private String directory;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "End after this long: 20s, 5m, 8h.")
    private Duration duration;

    @Option(
            names = "--feed",
            paramLabel = "simulated|ticks|FILE",
            description = "Where prices come from (feed.source; simulated).")
    private String feed;

    @Option(
            names = "--speed",
            paramLabel = "X|max",
            description = "Pace of a recording, in multiples of its own (feed.speed; 1).")
    private String speed;

    @Mixin private MarketOptions market;

    @Mixin private ConfigOptions options;

    RecordCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InvalidConfigException, StartException, InterruptedException {
        LoadedConfig loaded =
                market.addTo(options.loader(environment))
                        .flag("--out", "record.dir", directory)
                        .flag("--feed", "feed.source", feed)
                        .flag("--speed", "feed.speed", speed)
                        .load();
        Warnings.print(spec, loaded.warnings());
        ServerConfig config = loaded.config();
        if (!config.record().isOn()) {
            throw new CommandFailed("where to? Name a directory with --out DIR");
        }
        Feed source = Feeds.open(config.feed(), new WallClock(), SystemNanoClock.INSTANCE);
        FeedRecording recording = FeedRecording.start(config, source);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Recording " + source.name() + " into " + config.record().dir());
        // Ctrl-C is the usual end: what is under way is written all the same.
        Thread hook = new Thread(() -> end(recording), "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        await(recording);
        end(recording);
        if (recording.failure() != null) {
            throw new CommandFailed(recording.failure());
        }
        return recording.recorder().lost() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void await(FeedRecording recording) throws InterruptedException {
        long startNs = SystemNanoClock.INSTANCE.nanoTime();
        long mostNs = duration == null ? Long.MAX_VALUE : duration.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (!recording.isEnded() && SystemNanoClock.INSTANCE.nanoTime() - startNs < mostNs) {
            never.await(LOOK_MS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void end(FeedRecording recording) {
        if (told) {
            return;
        }
        told = true;
        recording.close();
        RecorderView done = recording.recorder();
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "Recorded %,d events, %,d bytes, up to segment %d; digest %016x%n",
                        done.events(),
                        done.bytes(),
                        done.segment(),
                        done.digest());
        if (done.lost() > 0) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            Locale.ROOT,
                            "%,d messages are missing, in %d gaps: %s%n",
                            done.lost(),
                            done.gaps(),
                            done.problem() == null ? "the disk was too slow" : done.problem());
        }
    }
}
