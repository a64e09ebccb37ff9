package io.ticktide.server;

import io.ticktide.distribute.RecordedStreams;
import io.ticktide.feed.Feed;
import io.ticktide.feed.segments.SegmentFeed;
import io.ticktide.history.RecordedPast;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Reads the recording of what is served, for clients that begin further back than memory. */
final class PastReader implements AutoCloseable {
    /** Clients that may be served from a recording at once; each costs a file and 2 MiB. */
    private static final int MOST_CLIENTS = 32;

    private static final long IDLE_S = 10;

    /** One thread, which ends when it has nothing to do. */
    private final ThreadPoolExecutor reader =
            new ThreadPoolExecutor(
                    1,
                    1,
                    IDLE_S,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(2 * MOST_CLIENTS),
                    task -> new Thread(task, "past"));

    PastReader() {
        reader.allowCoreThreadTimeOut(true);
    }

    /** Where streams can begin that reach further back than memory; null when nowhere. */
    RecordedPast of(Feed feed) {
        if (feed instanceof SegmentFeed segments && segments.keepsNumbers()) {
            BooleanSupplier allOfItIsThere = () -> true;
            return of(segments.path(), segments.epochNs(), allOfItIsThere);
        }
        return null;
    }

    /**
     * As {@link #of(Feed)}, where what is served is recorded.
     *
     * @param isComplete whether nothing of the run is missing; any thread asks.
     */
    RecordedPast of(Path directory, long epochNs, BooleanSupplier isComplete) {
        return new RecordedPast(
                directory, epochNs, isComplete, RecordedStreams::streamOf, reader, MOST_CLIENTS);
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
