package io.ticktide.perf.bench;

import io.ticktide.codecs.recording.WriterSettings;
import io.ticktide.feed.simulated.SimulatedFeed;
import io.ticktide.feed.simulated.SimulatedSettings;
import io.ticktide.record.SyncRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A recorded simulated market when nobody has a recording at hand: the same one every time. */
final class MadeRecording {
    /** Events of it in a second of its time. */
    static final int EVENTS_PER_S = 25_000;

    private static final long START_NS = 1_723_161_240_000_000_000L;
    private static final long STEP_NS = 10_000_000;
    private static final int STEPS_PER_CLOCK = 25;

    private MadeRecording() {}

    /** Writes it into a temporary directory, which is the caller's to {@link #delete}. */
    static Path write(long events) throws IOException {
        Path directory = Files.createTempDirectory("ticktide-recording-");
        SimulatedFeed feed =
                new SimulatedFeed(new SimulatedSettings(7, 20, EVENTS_PER_S, START_NS, false));
        try (SyncRecorder recorder =
                SyncRecorder.open(
                        directory,
                        WriterSettings.DEFAULTS,
                        feed.instruments(),
                        "{\"source\":\"simulated seed=7\"}",
                        START_NS,
                        START_NS)) {
            long told = 0;
            for (long step = 0; told < events; step++) {
                told += feed.poll(recorder, step * STEP_NS, Integer.MAX_VALUE);
                if (step % STEPS_PER_CLOCK == 0) {
                    recorder.onClock(feed.clockNs(step * STEP_NS));
                }
            }
        } finally {
            feed.close();
        }
        return directory;
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
