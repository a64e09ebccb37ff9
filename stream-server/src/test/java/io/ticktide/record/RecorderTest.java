package io.ticktide.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lmax.disruptor.EventPoller;
import io.ticktide.codecs.recording.BlockReader;
import io.ticktide.codecs.recording.BlockRef;
import io.ticktide.codecs.recording.BlockType;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.RecordingCursor;
import io.ticktide.codecs.recording.RecordingException;
import io.ticktide.codecs.recording.Run;
import io.ticktide.codecs.recording.WriterSettings;
import io.ticktide.feed.Side;
import io.ticktide.harness.Allocation;
import io.ticktide.harness.TestMarket;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedIngress;
import io.ticktide.ring.MarketRing;
import io.ticktide.ring.RingSlot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorder's two agents, stepped by hand. */
final class RecorderTest {
    private static final int INSTRUMENTS = 3;
    private static final int SLOTS = 1_024;
    private static final long MS = 1_000_000;
    private static final long SYNC_NS = 50 * MS;
    private static final long QUEUE_BYTES = 4L * EventBlock.BYTES;

    @TempDir Path directory;

    private final MarketRing ring = new MarketRing(SLOTS);
    private final FeedCounters counters = new FeedCounters();
    private final FeedIngress ingress =
            new FeedIngress(ring, INSTRUMENTS, false, () -> 77, counters, () -> {});
    private long nowNs;
    private long eventNs = 1_700_000_000_000_000_000L;
    private long tradeId;

    @Test
    void blockIsWrittenWhenItIsOldEnough() {
        // given
        Recorder recorder = open(WriterSettings.DEFAULTS);
        trades(recorder, 3);
        writeAll(recorder);
        assertThat(recorder.events()).isZero();
        assertThat(recorder.lag()).isEqualTo(3);

        // when
        nowNs += SYNC_NS;
        step(recorder);
        writeAll(recorder);

        // then
        assertThat(recorder.events()).isEqualTo(3);
        assertThat(recorder.lag()).isZero();
        Run run = Recording.open(directory).runs().get(0);
        assertThat(run.messages()).isEqualTo(3);
        assertThat(run.digest()).isEqualTo(recorder.digest()).isNotZero();
        assertThat(run.isClosed()).isFalse();
        close(recorder);
        assertThat(Recording.open(directory).runs().get(0).isClosed()).isTrue();
    }

    @Test
    void diskThatStandsStillCostsAMarkedGapAndTheFeedNothing() {
        // given
        Recorder recorder = open(WriterSettings.DEFAULTS);
        trades(recorder, 40_000);

        // then
        assertThat(counters.ringFullWaits().value()).isZero();
        assertThat(ring.used()).isZero();
        assertThat(recorder.state()).isEqualTo(Recorder.State.GAP);
        assertThat(recorder.problem()).isEqualTo("the disk is too slow");
        long lost = recorder.lost();
        assertThat(lost).isBetween(20_000L, 39_000L);

        // when
        writeAll(recorder);
        step(recorder);
        trades(recorder, 100);
        close(recorder);

        // then
        assertThat(recorder.state()).isEqualTo(Recorder.State.RECORDING);
        assertThat(recorder.gaps()).isEqualTo(1);
        assertThat(recorder.lost()).isEqualTo(lost);
        Recording recording = Recording.open(directory);
        Run run = recording.runs().get(0);
        assertThat(run.lost()).isEqualTo(lost);
        assertThat(run.messages()).isEqualTo(40_100 - lost).isEqualTo(recorder.events());
        assertThat(run.digest()).isEqualTo(recorder.digest());
        assertThat(run.isClosed()).isTrue();
        assertThat(kinds(recording, run))
                .containsExactly(
                        "EVENT " + (40_000 - lost), "GAP " + lost, "SNAPSHOT", "EVENT 100");
    }

    @Test
    void stateBehindAGapIsThatOfAMarketThatMissedNothing() {
        // given
        ReferenceMarket market = new ReferenceMarket();
        Spy spy = new Spy(ring, market);
        Recorder recorder = open(WriterSettings.DEFAULTS);
        for (int i = 0; i < 30_000; i++) {
            change(i);
            if (i % 100 == 0) {
                ingress.onClock(eventNs);
                spy.read();
                step(recorder);
            }
        }
        spy.read();
        step(recorder);
        assertThat(recorder.state()).isEqualTo(Recorder.State.GAP);

        // when
        writeAll(recorder);
        step(recorder);
        writeAll(recorder);

        // then
        Recording recording = Recording.open(directory);
        List<BlockRef> blocks = recording.runs().get(0).blocks();
        BlockRef last = blocks.get(blocks.size() - 1);
        assertThat(last.type()).isEqualTo(BlockType.SNAPSHOT);
        Map<String, String> said = new TreeMap<>();
        ReferenceMarket.Books books = new ReferenceMarket.Books();
        try (BlockReader reader = recording.reader()) {
            UnsafeBuffer content = reader.read(last);
            ReferenceMarket.messages(content, reader.length())
                    .forEach(m -> ReferenceMarket.describe(m, 0, m.capacity(), said, books));
        }
        books.addTo(said);
        assertThat(said).isEqualTo(market.description());
        close(recorder);
    }

    @Test
    void writeThatFailsIsTriedAgainAndNothingIsLost() throws IOException {
        // given
        Recorder recorder = open(new WriterSettings(200_000, 0, 0, 0));
        Path inTheWay = Files.createDirectory(directory.resolve("00000002.tts"));
        trades(recorder, 8_000);
        writeAll(recorder);
        trades(recorder, 1);
        writeAll(recorder);
        assertThat(recorder.state()).isEqualTo(Recorder.State.RETRYING);
        assertThat(recorder.problem()).contains("00000002.tts");
        trades(recorder, 500);

        // when
        Files.delete(inTheWay);
        writeAll(recorder);
        assertThat(recorder.state()).isEqualTo(Recorder.State.RETRYING); // Not yet due.
        nowNs += 1_000 * MS;
        writeAll(recorder);

        // then
        assertThat(recorder.state()).isEqualTo(Recorder.State.RECORDING);
        assertThat(recorder.problem()).isNull();
        close(recorder);
        Recording recording = Recording.open(directory);
        assertThat(recording.segments()).isGreaterThan(1);
        assertThat(recording.problems()).isEmpty();
        Run run = recording.runs().get(0);
        assertThat(run.messages()).isEqualTo(8_501);
        assertThat(run.lost()).isZero();
        assertThat(run.isClosed()).isTrue();
    }

    @Test
    void runThatCouldNotBeWrittenToItsEndIsNotCalledWhole() throws IOException {
        // given
        Recorder recorder = open(new WriterSettings(200_000, 0, 0, 0));
        Files.createDirectory(directory.resolve("00000002.tts"));
        trades(recorder, 8_000);
        writeAll(recorder);
        trades(recorder, 1);

        // when
        close(recorder);

        // then
        Files.delete(directory.resolve("00000002.tts"));
        Recording recording = Recording.open(directory);
        assertThat(recording.runs()).hasSize(1);
        open(WriterSettings.DEFAULTS); // The lock is free again.
        recording.refresh();
        assertThat(recording.segments()).isEqualTo(2);
    }

    @Test
    void recorderThatBreaksLetsTheFeedGoOn() {
        // given
        Recorder recorder =
                Recorder.open(
                        settings(WriterSettings.DEFAULTS),
                        ring,
                        TestMarket.instruments(1),
                        "{}",
                        1,
                        0,
                        () -> nowNs,
                        () -> nowNs);
        trades(recorder, 1);

        // when
        ingress.onTrade(2, 5, 100, 1, 1, Side.BUY); // Of an instrument it does not know.
        trades(recorder, 3_000);

        // then
        assertThat(counters.ringFullWaits().value()).isZero();
        assertThat(recorder.state()).isEqualTo(Recorder.State.FAILED);
        assertThat(recorder.problem()).startsWith("bug in the recorder: ");
        close(recorder);
        assertThat(Recording.open(directory).runs().get(0).isClosed()).isFalse();
    }

    @Test
    void secondRecorderIsRefused() {
        // given
        Recorder recorder = open(WriterSettings.DEFAULTS);

        // then
        assertThatThrownBy(() -> open(WriterSettings.DEFAULTS))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("another ticktide");
        close(recorder);
    }

    @Test
    void recordingAllocatesNothingPerEvent() {
        // given
        Recorder recorder = open(new WriterSettings(Long.MAX_VALUE, 0, 0, 0));
        for (int i = 0; i < 300_000; i++) {
            change(0); // One second, so that no bar closes and grows the history.
            stepAll(recorder, i);
        }

        // when
        int events = 100_000;
        long bytes =
                Allocation.of(
                        () -> {
                            for (int i = 0; i < events; i++) {
                                change(0);
                                stepAll(recorder, i);
                            }
                        });

        // then
        // Per block of some thousand messages a few objects: views of its bytes, its place.
        int messages = 4 * events;
        assertThat(bytes).isLessThan(messages);
        close(recorder);
    }

    private void stepAll(Recorder recorder, int i) {
        if (i % 200 == 0) {
            step(recorder);
            writeAll(recorder);
        }
    }

    /** One change of everything there is, at a time that goes on by {@code advanceMs}. */
    private void change(int advanceMs) {
        eventNs += advanceMs % 7 * MS;
        int id = (int) (tradeId % INSTRUMENTS);
        long price = 10_000 + tradeId % 50;
        ingress.onTrade(id, eventNs, price, 1 + tradeId % 9, ++tradeId, Side.SELL);
        ingress.onQuote(id, eventNs, price - 1, 5, price + 1, 6);
        ingress.onBookStart(id, eventNs, tradeId % 1_000 == 0);
        for (int level = 0; level < 20; level++) {
            ingress.onBookLevel(Side.BUY, price - level, (tradeId + level) % 4);
        }
        ingress.onBookEnd();
    }

    private void trades(Recorder recorder, int count) {
        for (int i = 0; i < count; i++) {
            eventNs += MS;
            ingress.onTrade(0, eventNs, 100, 1, ++tradeId, Side.BUY);
            if (i % 500 == 499) {
                step(recorder);
            }
        }
        step(recorder);
    }

    private static void step(Recorder recorder) {
        while (work(recorder.taker()) > 0) {
            assertThat(recorder).isNotNull();
        }
    }

    private static void writeAll(Recorder recorder) {
        while (work(recorder.writer()) > 0) {
            assertThat(recorder.bytes()).isPositive();
        }
    }

    private static int work(Agent agent) {
        try {
            return agent.doWork();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void close(Recorder recorder) {
        work(recorder.taker());
        while (work(recorder.writer()) > 0) {
            assertThat(recorder.bytes()).isPositive();
        }
        recorder.taker().onClose();
        recorder.writer().onClose();
    }

    private Recorder open(WriterSettings segments) {
        return Recorder.open(
                settings(segments),
                ring,
                TestMarket.instruments(INSTRUMENTS),
                "{}",
                1,
                0,
                () -> nowNs,
                () -> nowNs);
    }

    private RecorderSettings settings(WriterSettings segments) {
        return new RecorderSettings(
                directory, segments, SYNC_NS, 0, QUEUE_BYTES, false, 100, 500 * MS);
    }

    /** "EVENT n" for n events in a row, "GAP n", "SNAPSHOT" for a whole one. */
    private static List<String> kinds(Recording recording, Run run) {
        List<String> kinds = new ArrayList<>();
        try (RecordingCursor cursor = recording.cursor(run)) {
            RecordingCursor.Kind last = null;
            long count = 0;
            while (true) {
                boolean more = cursor.next();
                if (!more || cursor.kind() != last) {
                    if (last != null) {
                        boolean snapshot = last == RecordingCursor.Kind.SNAPSHOT;
                        kinds.add(snapshot ? "SNAPSHOT" : last + " " + count);
                    }
                    count = 0;
                }
                if (!more) {
                    return kinds;
                }
                last = cursor.kind();
                count += last == RecordingCursor.Kind.GAP ? cursor.lost() : 1;
            }
        }
    }

    /** Reads the ring beside the recorder. */
    private static final class Spy {
        private final EventPoller<RingSlot> poller;
        private final ReferenceMarket market;

        Spy(MarketRing ring, ReferenceMarket market) {
            poller = ring.newPoller();
            this.market = market;
        }

        void read() {
            try {
                poller.poll(
                        (slot, sequence, last) -> {
                            market.apply(slot.buffer(), 0, slot.length());
                            return true;
                        });
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
