package io.ticktide.record;

import io.ticktide.codecs.recording.RecordingWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the disk, and waits for it. What could not be written is tried again each second, until
 * it could: nothing is lost here, only what finds no room in the {@link Handover} meanwhile.
 *
 * <p>Owner: thread "record-io". Any thread may ask {@link #written()} and {@link #problem()}.
 */
final class PartWriter implements Agent {
    /** What is in the recording. */
    record Written(long events, long messages, long digest, long bytes, int segment) {}

    private static final Logger LOG = LoggerFactory.getLogger(PartWriter.class);
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);

    private final Path directory;
    private final RecordingWriter writer;
    private final Handover handover;
    private final long forceNs;
    private final NanoClock clock;
    private final EpochNanoClock epochClock;
    private Part pending;
    private long retryAtNs;
    private boolean unforced;
    private long forcedAtNs;
    private volatile Written written; // written by this thread, read by any
    private volatile String problem; // as written
    private volatile boolean incomplete; // written by "record" at its end, read here after that
    private volatile boolean wantsRoll; // written by this thread, read by "record"

    PartWriter(
            RecorderSettings settings,
            RecordingWriter writer,
            Handover handover,
            NanoClock clock,
            EpochNanoClock epochClock) {
        directory = settings.directory();
        forceNs = settings.forceNs();
        this.writer = writer;
        this.handover = handover;
        this.clock = clock;
        this.epochClock = epochClock;
        written = new Written(0, 0, 0, writer.writtenBytes(), writer.segment());
    }

    Written written() {
        return written;
    }

    /** Why nothing can be written now, for people; null usually. */
    String problem() {
        return problem;
    }

    /** Whether the segment should end at the next checkpoint. */
    boolean wantsRoll() {
        return wantsRoll;
    }

    /** Messages were lost that no gap marks: the run must not be called whole. */
    void endsIncomplete() {
        incomplete = true;
    }

    @Override
    public String roleName() {
        return "record-io";
    }

    @Override
    public int doWork() {
        long nowNs = clock.nanoTime();
        if (problem != null && nowNs < retryAtNs) {
            return 0;
        }
        try {
            boolean writes = hasPending();
            if (writes) {
                write();
            }
            forceIfDue(nowNs);
            return writes ? 1 : 0;
        } catch (IOException | RuntimeException e) {
            failed(e, nowNs);
            return 0;
        }
    }

    /** Writes all that is left, once, and ends the run. */
    @Override
    public void onClose() {
        try {
            while (hasPending()) {
                write();
            }
            if (incomplete) {
                writer.abandon();
            } else {
                writer.close();
            }
        } catch (IOException | RuntimeException e) {
            LOG.error(
                    "the end of the recording in {} could not be written: {}; {} messages are lost",
                    directory,
                    reason(e),
                    unwritten());
            abandon();
        }
        publish(0, 0, 0);
    }

    private boolean hasPending() {
        if (pending == null) {
            pending = handover.poll();
        }
        return pending != null;
    }

    private void write() throws IOException {
        pending.write(writer, epochClock.nanoTime());
        wantsRoll = writer.wantsRoll();
        if (pending instanceof EventBlock block) {
            publish(block.events(), block.count(), block.digest());
        } else {
            publish(0, 0, 0);
        }
        handover.release(pending);
        pending = null;
        unforced = true;
        if (problem != null) {
            LOG.info("recording into {}: it can be written again", directory);
            problem = null;
        }
    }

    private void forceIfDue(long nowNs) throws IOException {
        if (forceNs > 0 && unforced && nowNs - forcedAtNs >= forceNs) {
            writer.force();
            unforced = false;
            forcedAtNs = nowNs;
        }
    }

    private void failed(Exception e, long nowNs) {
        retryAtNs = nowNs + RETRY_NS;
        if (problem == null) {
            problem = reason(e);
            LOG.error(
                    "recording into {}: {}; tried again each second, events wait meanwhile",
                    directory,
                    problem);
        }
    }

    private long unwritten() {
        long messages = 0;
        for (Part part = pending; part != null; part = handover.poll()) {
            messages += part instanceof EventBlock block ? block.count() : 0;
        }
        return messages;
    }

    private void abandon() {
        try {
            writer.abandon();
        } catch (IOException e) {
            LOG.error("recording into {}: cannot be closed: {}", directory, reason(e));
        }
    }

    private void publish(long events, long messages, long digest) {
        Written before = written;
        written =
                new Written(
                        before.events() + events,
                        before.messages() + messages,
                        before.digest() + digest,
                        writer.writtenBytes(),
                        writer.segment());
    }

    private static String reason(Exception e) {
        return e instanceof IOException && e.getMessage() != null ? e.getMessage() : e.toString();
    }
}
