package io.ticktide.server;

import io.ticktide.codecs.recording.RecordingException;
import io.ticktide.codecs.recording.WriterSettings;
import io.ticktide.config.RecordConfig;
import io.ticktide.endpoint.RecorderView;
import io.ticktide.feed.Feed;
import io.ticktide.record.Recorder;
import io.ticktide.record.RecorderSettings;
import io.ticktide.ring.MarketRing;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/** A recorder on its threads, "record" and "record-io". Thread-safe. */
final class RunningRecorder implements RecorderView, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningRecorder.class);
    private static final long BYTES_PER_MIB = 1L << 20;

    /** A disk may be slow to take the rest; after so long somebody should know. */
    private static final int CLOSE_MS = 60_000;

    private final Path directory;
    private final Recorder recorder;
    private final AgentRunner taker;
    private final AgentRunner writer;

    private RunningRecorder(Path directory, Recorder recorder) {
        this.directory = directory;
        this.recorder = recorder;
        taker =
                new AgentRunner(
                        recorder.takerWait(),
                        error -> LOG.error("record thread failed", error),
                        null,
                        recorder.taker());
        writer =
                new AgentRunner(
                        recorder.writerWait(),
                        error -> LOG.error("record-io thread failed", error),
                        null,
                        recorder.writer());
    }

    /**
     * Begins a run; before the feed starts.
     *
     * @param historyBars closed bars kept per series, as by the distributors.
     * @param graceNs as by the distributors.
     * @param waits whether a disk that is too slow makes the feed wait; otherwise it costs a gap.
     * @throws StartException when the directory cannot be written.
     */
    static RunningRecorder start(
            RecordConfig config,
            MarketRing ring,
            Feed feed,
            long epochNs,
            int historyBars,
            long graceNs,
            boolean waits,
            EpochNanoClock epochClock)
            throws StartException {
        try {
            Path directory = Path.of(config.dir());
            Recorder recorder =
                    Recorder.open(
                            settings(config, directory, historyBars, graceNs, waits),
                            ring,
                            feed.instruments(),
                            meta(feed, epochNs),
                            epochNs,
                            feed.originNs(),
                            SystemNanoClock.INSTANCE,
                            epochClock);
            recorder.recovered().ifPresent(LOG::warn);
            RunningRecorder running = new RunningRecorder(directory, recorder);
            AgentRunner.startOnThread(running.writer);
            AgentRunner.startOnThread(running.taker);
            return running;
        } catch (InvalidPathException e) {
            throw new StartException(
                    "record.dir: \"" + config.dir() + "\" is no file name: " + e.getReason(), e);
        } catch (RecordingException e) {
            throw new StartException(e.getMessage(), e);
        }
    }

    /** Called by the feed's thread whenever it has published something, or finds no room. */
    void wakeIfBehind() {
        recorder.wakeIfBehind();
    }

    /** Whether nothing of this run is missing. */
    boolean isWhole() {
        return recorder.lost() == 0;
    }

    @Override
    public String state() {
        return recorder.state().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String problem() {
        return recorder.problem();
    }

    @Override
    public boolean isLosing() {
        Recorder.State state = recorder.state();
        return state == Recorder.State.GAP || state == Recorder.State.FAILED;
    }

    @Override
    public long events() {
        return recorder.events();
    }

    @Override
    public long digest() {
        return recorder.digest();
    }

    @Override
    public long lost() {
        return recorder.lost();
    }

    @Override
    public long gaps() {
        return recorder.gaps();
    }

    @Override
    public long bytes() {
        return recorder.bytes();
    }

    @Override
    public int segment() {
        return recorder.segment();
    }

    @Override
    public long lagEvents() {
        return recorder.lag();
    }

    /** Writes what is left and ends the run; after the feed's thread has stopped. */
    @Override
    public void close() {
        taker.close(CLOSE_MS, this::slow);
        writer.close(CLOSE_MS, this::slow);
    }

    private void slow(Thread thread) {
        LOG.warn("recording into {}: the disk takes long to write the rest", directory);
    }

    private static RecorderSettings settings(
            RecordConfig config, Path directory, int historyBars, long graceNs, boolean waits) {
        return new RecorderSettings(
                directory,
                new WriterSettings(
                        config.segmentMb() * BYTES_PER_MIB,
                        TimeUnit.MINUTES.toNanos(config.segmentMinutes()),
                        config.keepMb() * BYTES_PER_MIB,
                        TimeUnit.HOURS.toNanos(config.keepHours())),
                TimeUnit.MILLISECONDS.toNanos(config.syncMs()),
                TimeUnit.MILLISECONDS.toNanos(config.forceMs()),
                config.queueMb() * BYTES_PER_MIB,
                waits,
                historyBars,
                graceNs);
    }

    private static String meta(Feed feed, long epochNs) {
        long second = TimeUnit.NANOSECONDS.toSeconds(epochNs);
        return JsonNodeFactory.instance
                .objectNode()
                .put("source", feed.name())
                .put("version", Version.text())
                .put("started", Instant.ofEpochSecond(second).toString())
                .toString();
    }
}
