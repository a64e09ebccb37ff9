package io.ticktide.record;

import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.RecordingCursor;
import io.ticktide.codecs.recording.RecordingWriter;
import io.ticktide.codecs.recording.Run;
import io.ticktide.codecs.recording.WriterSettings;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.simulated.SimulatedFeed;
import io.ticktide.feed.simulated.SimulatedSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A recorded simulated market, whole, and as a recorder leaves it whose disk was full at times. */
public final class GappyRecording {
    public static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long STEP_NS = 10_000_000L;
    private static final long GRACE_NS = 500_000_000L;
    private static final int HISTORY_BARS = 2_000;

    private GappyRecording() {}

    /** Records 25,000 events a second. */
    public static List<Instrument> writeWhole(Path into, int instruments, int seconds) {
        SimulatedFeed feed =
                new SimulatedFeed(new SimulatedSettings(7, instruments, 25_000, START_NS, false));
        try (SyncRecorder recorder =
                SyncRecorder.open(
                        into,
                        WriterSettings.DEFAULTS,
                        feed.instruments(),
                        "{}",
                        START_NS,
                        START_NS)) {
            for (int i = 0; i < seconds * 100; i++) {
                feed.poll(recorder, i * STEP_NS, Integer.MAX_VALUE);
                if (i % 25 == 0) {
                    recorder.onClock(feed.clockNs(i * STEP_NS));
                }
            }
        }
        return feed.instruments();
    }

    /**
     * Writes a recording once more, but for some stretches of it.
     *
     * @param written messages between two gaps.
     * @param lost messages of a gap.
     * @return messages that were left out.
     */
    public static long writeWithGaps(
            Path whole, Path into, List<Instrument> instruments, int written, int lost)
            throws IOException {
        Recording source = Recording.open(whole);
        Run run = source.runs().get(0);
        MarketState state = new MarketState(instruments, HISTORY_BARS, GRACE_NS);
        EventBlock block = new EventBlock();
        Checkpoint checkpoint = new Checkpoint();
        long left = 0;
        long missing = 0;
        long count = 0;
        try (RecordingCursor cursor = source.cursor(run);
                RecordingWriter writer =
                        RecordingWriter.open(
                                into,
                                WriterSettings.DEFAULTS,
                                RunHeaders.of(instruments, "{}", START_NS, START_NS),
                                START_NS)) {
            while (cursor.next()) {
                state.apply(cursor.buffer(), cursor.offset(), cursor.length());
                boolean isLost = count++ % (written + lost) >= written;
                if (isLost) {
                    missing++;
                } else if (missing > 0 && !state.isBetweenEvents()) {
                    missing++; // A state is that between two events.
                } else if (missing > 0) {
                    checkpoint.take(state, true, missing + 1);
                    checkpoint.write(writer, START_NS);
                    left += missing + 1;
                    missing = 0;
                } else {
                    if (!block.hasRoom(cursor.length())) {
                        flush(block, writer);
                    }
                    block.add(cursor.buffer(), cursor.offset(), cursor.length(), state.timeNs());
                }
                if (isLost) {
                    flush(block, writer);
                }
            }
            flush(block, writer);
        }
        return left + missing;
    }

    private static void flush(EventBlock block, RecordingWriter writer) throws IOException {
        if (!block.isEmpty()) {
            block.write(writer, START_NS);
            block.clear();
        }
    }
}
