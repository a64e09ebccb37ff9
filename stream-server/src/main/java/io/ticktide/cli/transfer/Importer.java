package io.ticktide.cli.transfer;

import io.ticktide.cli.CommandFailed;
import io.ticktide.codecs.recording.RecordingException;
import io.ticktide.codecs.recording.WriterSettings;
import io.ticktide.feed.recorded.ImportReader;
import io.ticktide.feed.recorded.ImportSettings;
import io.ticktide.feed.recorded.Imports;
import io.ticktide.feed.rows.RowsEncoder;
import io.ticktide.record.SyncRecorder;
import java.nio.file.Path;
import java.util.Optional;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * Makes a recording of files. The directory gets its name when the recording is whole; a failure
 * leaves nothing behind.
 *
 * <p>Owner: one thread.
 */
public final class Importer {
    private static final int BATCH = 4_096;

    private final ImportPlan plan;
    private final EpochNanoClock wallClock;
    private final NanoClock clock;

    /**
     * @param wallClock tells when the import began, by which its run differs from others.
     * @param clock monotonic.
     */
    public Importer(ImportPlan plan, EpochNanoClock wallClock, NanoClock clock) {
        this.plan = plan;
        this.wallClock = wallClock;
        this.clock = clock;
    }

    /**
     * Imports.
     *
     * @throws io.ticktide.feed.FeedException when a file or one of its rows cannot be taken.
     * @throws CommandFailed when the recording cannot be written.
     */
    public ImportResult run(ImportProgress progress) {
        long startNs = clock.nanoTime();
        try (NewDirectory directory = new NewDirectory(plan.directory())) {
            ImportResult result = fill(directory.partial(), progress, startNs);
            directory.whole();
            return result;
        } catch (RecordingException e) {
            throw new CommandFailed(
                    e.getMessage() + "; nothing was imported into " + plan.directory(), e);
        }
    }

    private ImportResult fill(Path directory, ImportProgress progress, long startNs) {
        ImportSettings settings =
                new ImportSettings(
                        plan.reading(), plan.order(), directory, ImportSettings.SORT_BYTES);
        try (ImportReader reader = Imports.open(plan.files(), settings)) {
            SyncRecorder recorder =
                    SyncRecorder.open(
                            directory,
                            WriterSettings.DEFAULTS,
                            reader.instruments(),
                            ImportMeta.json(reader, plan.order()),
                            wallClock.nanoTime(),
                            0);
            ClockedRecorder listener = new ClockedRecorder(recorder);
            boolean whole = false;
            try {
                record(reader, recorder, listener, progress);
                whole = true;
            } finally {
                if (!whole) {
                    recorder.abandon();
                }
            }
            recorder.close();
            return new ImportResult(
                    reader.files(),
                    reader.instruments(),
                    reader.counts(),
                    recorder.events(),
                    listener.gaps(),
                    listener.missedEvents(),
                    listener.firstNs(),
                    listener.lastNs(),
                    recorder.digest(),
                    recorder.writtenBytes(),
                    clock.nanoTime() - startNs);
        }
    }

    private static void record(
            ImportReader reader,
            SyncRecorder recorder,
            ClockedRecorder listener,
            ImportProgress progress) {
        boolean more = true;
        while (more) {
            more = reader.poll(listener, BATCH);
            Optional<RowsEncoder> rows = reader.rows();
            if (rows.isPresent() && (rows.get().isFull() || !more) && rows.get().hasContent()) {
                int count = rows.get().rows();
                recorder.rows(rows.get().take(), count);
            }
            progress.onProgress(reader.counts().rows(), reader.readBytes(), reader.totalBytes());
        }
        if (recorder.events() == 0) {
            throw new CommandFailed("no row made an event; there is nothing to record");
        }
    }
}
