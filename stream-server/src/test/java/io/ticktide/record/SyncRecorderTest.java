package io.ticktide.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.candles.BarInterval;
import io.ticktide.codecs.recording.BlockReader;
import io.ticktide.codecs.recording.BlockRef;
import io.ticktide.codecs.recording.BlockType;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.RecordingCursor;
import io.ticktide.codecs.recording.Run;
import io.ticktide.codecs.recording.WriterSettings;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.feed.Side;
import io.ticktide.feed.simulated.SimulatedFeed;
import io.ticktide.feed.simulated.SimulatedSettings;
import io.ticktide.harness.TestMarket;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SyncRecorderTest {
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long STEP_NS = 10_000_000L;

    @TempDir Path directory;

    @Test
    void snapshotsAndBarsAreThoseOfTheMarketAsItWasThere() {
        // given
        record(WriterSettings.DEFAULTS, 900);

        // when
        Recording recording = Recording.open(directory);
        Run run = recording.runs().get(0);
        int snapshots = 0;
        ReferenceMarket market = new ReferenceMarket();
        Map<String, ReferenceMarket.Bar> closed = new TreeMap<>();
        try (BlockReader reader = recording.reader()) {
            for (BlockRef block : run.blocks()) {
                UnsafeBuffer content = reader.read(block);
                switch (block.type()) {
                    case EVENTS ->
                            ReferenceMarket.messages(content, reader.length())
                                    .forEach(m -> market.apply(m, 0, m.capacity()));
                    case BARS -> addBars(content, reader.length(), block.detail(), closed);
                    case SNAPSHOT -> {
                        // then
                        assertThat(described(content, reader.length()))
                                .as("snapshot at %s", block.position())
                                .isEqualTo(market.description());
                        assertThat(closed).isEqualTo(market.closedBars());
                        snapshots++;
                    }
                    default -> assertThat(block.type()).isNotEqualTo(BlockType.GAP);
                }
            }
        }
        assertThat(snapshots).isGreaterThanOrEqualTo(3);
        assertThat(closed).hasSizeGreaterThan(100);
        assertThat(recording.problems()).isEmpty();
    }

    @Test
    void segmentsThatRollTellTheSameAsOneSegment() {
        // given
        Path one = directory.resolve("one");
        Path many = directory.resolve("many");
        SyncRecorder whole = record(one, WriterSettings.DEFAULTS, 100);
        SyncRecorder rolled = record(many, new WriterSettings(300_000, 0, 0, 0), 100);

        // when
        Recording wholeRecording = Recording.open(one);
        Recording rolledRecording = Recording.open(many);

        // then
        assertThat(rolledRecording.segments()).isGreaterThan(3);
        assertThat(rolledRecording.problems()).isEmpty();
        Run run = rolledRecording.runs().get(0);
        assertThat(run.digest()).isEqualTo(rolled.digest()).isEqualTo(whole.digest());
        assertThat(run.messages()).isEqualTo(wholeRecording.runs().get(0).messages());
        assertThat(run.messages()).isGreaterThan(rolled.events());
        RecordingCursor left = wholeRecording.cursor(wholeRecording.runs().get(0));
        RecordingCursor right = rolledRecording.cursor(run);
        long events = 0;
        while (left.next()) {
            assertThat(right.next()).isTrue();
            assertThat(right.length()).isEqualTo(left.length());
            assertThat(right.timeNs()).isEqualTo(left.timeNs());
            for (int i = 0; i < left.length(); i++) {
                byte expected = left.buffer().getByte(left.offset() + i);
                assertThat(right.buffer().getByte(right.offset() + i)).isEqualTo(expected);
            }
            events++;
        }
        assertThat(right.next()).isFalse();
        assertThat(events).isEqualTo(run.messages());
        left.close();
        right.close();
    }

    @Test
    void emptyBookThatWasTalkedOfIsInTheSnapshot() {
        // given
        try (SyncRecorder recorder = open(directory, WriterSettings.DEFAULTS)) {
            recorder.onBookStart(0, 5, true);
            recorder.onBookLevel(Side.BUY, 100, 1);
            recorder.onBookEnd();
            recorder.onBookStart(0, 6, true);
            recorder.onBookEnd();
        }

        // when
        Recording recording = Recording.open(directory);
        BlockRef last = null;
        for (BlockRef block : recording.runs().get(0).blocks()) {
            last = block.type() == BlockType.SNAPSHOT ? block : last;
        }

        // then
        try (BlockReader reader = recording.reader()) {
            assertThat(described(reader.read(last), reader.length()))
                    .containsExactly(Map.entry("0 book", "2@6{}"));
        }
    }

    @Test
    void abandonedRunIsNotCalledWhole() {
        // given
        SyncRecorder recorder = open(directory, WriterSettings.DEFAULTS);
        recorder.onTrade(0, 5, 100, 1, 1, Side.BUY);

        // when
        recorder.abandon();

        // then
        Recording recording = Recording.open(directory);
        assertThat(recording.runs().get(0).isClosed()).isFalse();
        SyncRecorder.open(
                        directory,
                        WriterSettings.DEFAULTS,
                        TestMarket.instruments(2),
                        "{}",
                        START_NS + 1,
                        0)
                .close(); // The lock is free again.
        recording.refresh();
        assertThat(recording.runs()).hasSize(2);
    }

    private void record(WriterSettings settings, int steps) {
        record(directory, settings, steps);
    }

    private static SyncRecorder record(Path into, WriterSettings settings, int steps) {
        SimulatedFeed feed =
                new SimulatedFeed(new SimulatedSettings(7, 20, 25_000, START_NS, false));
        SyncRecorder recorder =
                SyncRecorder.open(into, settings, feed.instruments(), "{}", START_NS, START_NS);
        for (int i = 0; i < steps; i++) {
            feed.poll(recorder, i * STEP_NS, Integer.MAX_VALUE);
            if (i % 25 == 0) {
                recorder.onClock(feed.clockNs(i * STEP_NS));
            }
        }
        recorder.close();
        return recorder;
    }

    private static SyncRecorder open(Path into, WriterSettings settings) {
        return SyncRecorder.open(into, settings, TestMarket.instruments(2), "{}", START_NS, 0);
    }

    private static Map<String, String> described(UnsafeBuffer content, int length) {
        Map<String, String> said = new TreeMap<>();
        ReferenceMarket.Books books = new ReferenceMarket.Books();
        for (UnsafeBuffer m : ReferenceMarket.messages(content, length)) {
            ReferenceMarket.describe(m, 0, m.capacity(), said, books);
        }
        books.addTo(said);
        return said;
    }

    private static void addBars(
            UnsafeBuffer content,
            int length,
            int interval,
            Map<String, ReferenceMarket.Bar> closed) {
        CandleDecoder candle = new CandleDecoder();
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        for (UnsafeBuffer m : ReferenceMarket.messages(content, length)) {
            candle.wrapAndApplyHeader(m, 0, header);
            assertThat((int) candle.intervalSec()).isEqualTo(BarInterval.at(interval).seconds());
            String key = candle.ev().instrumentId() + " bar " + candle.intervalSec();
            closed.put(key + " " + candle.openTime(), ReferenceMarket.bar(candle));
        }
    }
}
