package io.ticktide.replay;

import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.RecordingException;
import io.ticktide.codecs.recording.Run;
import io.ticktide.distribute.DistributeSettings;
import io.ticktide.feed.FeedException;
import io.ticktide.feed.replay.ReplaySpeed;
import io.ticktide.feed.segments.SegmentFeed;
import io.ticktide.feed.segments.SegmentSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.agrona.concurrent.EpochNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens replays for clients, so many at most, and lists what can be opened.
 *
 * <p>Thread-safe. Files are read by the executor and by the thread of the agent, never by the
 * caller.
 */
public final class Replays {
    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);

    private static final long MOST_OUTSIDE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final RecordingCatalogue catalogue;
    private final ReplayAgent agent;
    private final Executor files;
    private final int most;
    private final DistributeSettings settings;
    private final EpochNanoClock epochClock;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong opened = new AtomicLong();

    /**
     * @param files for what reads files.
     * @param most replays open at a time.
     * @param settings of the distributor of each.
     */
    public Replays(
            RecordingCatalogue catalogue,
            ReplayAgent agent,
            Executor files,
            int most,
            DistributeSettings settings,
            EpochNanoClock epochClock) {
        this.catalogue = catalogue;
        this.agent = agent;
        this.files = files;
        this.most = most;
        this.settings = settings;
        this.epochClock = epochClock;
    }

    /** Clients that may have a replay at a time. */
    public int most() {
        return most;
    }

    /** Clients that have a replay now. */
    public int open() {
        return open.get();
    }

    /** Replays opened so far, each seek counting as one. */
    public long opened() {
        return opened.get();
    }

    /** Clients refused as too many had a replay. */
    public long refused() {
        return refused.get();
    }

    /** A client wants a replay; false when too many have one. */
    public boolean tryEnter() {
        int now = open.get();
        while (now < most) {
            if (open.compareAndSet(now, now + 1)) {
                return true;
            }
            now = open.get();
        }
        refused.incrementAndGet();
        return false;
    }

    /** A client that had entered has no replay any more. */
    public void leave() {
        open.decrementAndGet();
    }

    /**
     * Looks what there is.
     *
     * @param onListed called by the executor; what cannot be read is left out.
     */
    public void list(Consumer<List<RecordingSummary>> onListed) {
        try {
            files.execute(() -> onListed.accept(list()));
        } catch (RejectedExecutionException e) {
            onListed.accept(List.of());
        }
    }

    /**
     * Opens a replay, paused where it is to begin.
     *
     * @param timeNs recording time to begin with; negative: the recording's start.
     * @param wakeReader run by the agent's thread when something was told.
     * @param onOpened called by the executor; who is called owns the replay and closes it.
     * @param onRefused called by the executor instead, or by the caller at once.
     */
    public void open(
            String name,
            long timeNs,
            ReplaySpeed speed,
            Runnable wakeReader,
            Consumer<Replay> onOpened,
            Consumer<ReplayRefused> onRefused) {
        try {
            files.execute(
                    () -> {
                        try {
                            onOpened.accept(open(name, timeNs, speed, wakeReader));
                        } catch (ReplayRefused e) {
                            onRefused.accept(e);
                        } catch (RecordingException | FeedException e) {
                            LOG.warn("recording {} cannot be replayed: {}", name, e.getMessage());
                            onRefused.accept(ReplayRefused.unreadable());
                        } catch (RuntimeException bug) {
                            LOG.error("opening the recording {} failed", name, bug);
                            onRefused.accept(ReplayRefused.unreadable());
                        }
                    });
        } catch (RejectedExecutionException e) {
            onRefused.accept(
                    new ReplayRefused(ReplayRefused.Reason.BUSY, "the server is shutting down"));
        }
    }

    private Replay open(String name, long timeNs, ReplaySpeed speed, Runnable wakeReader)
            throws ReplayRefused {
        Path path =
                catalogue
                        .find(name)
                        .orElseThrow(() -> new ReplayRefused(ReplayRefused.Reason.UNKNOWN, name));
        Recording recording = Recording.open(path);
        RecordingSummary summary = RecordingSummary.of(name, recording);
        long fromNs = timeNs < 0 ? summary.firstTimeNs() : within(summary, timeNs);
        if (fromNs < summary.firstTimeNs() || fromNs > summary.lastTimeNs()) {
            throw new ReplayRefused(
                    ReplayRefused.Reason.OUT_OF_RANGE,
                    "time "
                            + fromNs
                            + " is not within the recording, which goes from "
                            + summary.firstTimeNs()
                            + " to "
                            + summary.lastTimeNs());
        }
        long nowNs = agent.clock().nanoTime();
        SegmentFeed feed = SegmentFeed.of(recording, SegmentSettings.at(speed));
        feed.pause(nowNs);
        feed.seek(fromNs + 1, nowNs); // What happened at that very time is part of the state.
        opened.incrementAndGet();
        Run run = runAt(recording, fromNs);
        return new Replay(summary, run, fromNs, feed, agent, settings, epochClock, wakeReader);
    }

    /** Clients that count in ms, or in doubles, cannot name the ends to the ns. */
    private static long within(RecordingSummary summary, long timeNs) {
        long inside = Math.max(summary.firstTimeNs(), Math.min(summary.lastTimeNs(), timeNs));
        return Math.abs(timeNs - inside) <= MOST_OUTSIDE_NS ? inside : timeNs;
    }

    private static Run runAt(Recording recording, long timeNs) {
        Run at = recording.runs().get(0);
        for (Run run : recording.runs()) {
            at = run.firstTimeNs() <= timeNs ? run : at;
        }
        return at;
    }

    private List<RecordingSummary> list() {
        List<RecordingSummary> all = new ArrayList<>();
        catalogue
                .recordings()
                .forEach(
                        (name, path) -> {
                            try {
                                all.add(RecordingSummary.of(name, Recording.open(path)));
                            } catch (RecordingException e) {
                                LOG.warn("{} is not listed: {}", path, e.getMessage());
                            }
                        });
        return all;
    }
}
