package io.ticktide.history;

import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.RecordingException;
import io.ticktide.codecs.recording.Run;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;

/**
 * The recording of this very run, from which a stream can begin further back than memory reaches.
 * How many clients may be served from it at once is bounded: each costs a file and two chunks of a
 * MiB.
 *
 * <p>Thread-safe.
 */
public final class RecordedPast {
    private final Path path;
    private final long epochNs;
    private final BooleanSupplier isComplete;
    private final StreamIndex streams;
    private final Executor reader;
    private final int mostJobs;
    private final AtomicInteger jobs = new AtomicInteger();

    /** Which stream of the history a message belongs to. */
    @FunctionalInterface
    public interface StreamIndex {
        /** Index of the stream; negative for a message of none. */
        int of(DirectBuffer buffer, int offset);
    }

    /**
     * @param path of the recording.
     * @param epochNs of the run in it that goes on in memory.
     * @param isComplete whether nothing of the run is missing there; any thread asks.
     * @param reader runs what reads files, never on an I/O thread.
     * @param mostJobs clients served at once.
     */
    public RecordedPast(
            Path path,
            long epochNs,
            BooleanSupplier isComplete,
            StreamIndex streams,
            Executor reader,
            int mostJobs) {
        this.path = path;
        this.epochNs = epochNs;
        this.isComplete = isComplete;
        this.streams = streams;
        this.reader = reader;
        this.mostJobs = mostJobs;
    }

    /** Whether every event since the start of the run can be had. */
    public boolean isComplete() {
        return isComplete.getAsBoolean();
    }

    /** Clients served from it now. */
    public int jobs() {
        return jobs.get();
    }

    /** A job without streams yet, or null when there are as many as may be. */
    PastJob newJob() {
        return jobs.get() < mostJobs ? new PastJob(this) : null;
    }

    void began() {
        jobs.incrementAndGet();
    }

    void ended() {
        jobs.decrementAndGet();
    }

    Path path() {
        return path;
    }

    StreamIndex streams() {
        return streams;
    }

    Executor reader() {
        return reader;
    }

    Run run(Recording recording) {
        for (Run run : recording.runs()) {
            if (run.epochNs() == epochNs) {
                return run;
            }
        }
        throw new RecordingException(path + " has no run of epoch " + epochNs + " any more");
    }
}
