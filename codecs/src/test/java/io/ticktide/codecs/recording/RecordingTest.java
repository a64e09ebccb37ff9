package io.ticktide.codecs.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.recording.RecordingCursor.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    @TempDir Path directory;

    private final TradeBlock block = new TradeBlock(10);
    private long epoch;
    private long seq;
    private long digest;

    @Test
    void messagesAreReadAsTheyWereWrittenWithTheirDigest() throws IOException {
        // given
        try (RecordingWriter writer = open(WriterSettings.DEFAULTS)) {
            trades(writer, 3);
            trades(writer, 2);
        }

        // when
        Recording recording = Recording.open(directory);
        Run run = recording.runs().get(0);

        // then
        assertThat(seqs(recording, run)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(run.messages()).isEqualTo(5);
        assertThat(run.digest()).isEqualTo(digest);
        assertThat(run.isClosed()).isTrue();
        assertThat(run.firstTimeNs()).isEqualTo(10);
        assertThat(run.lastTimeNs()).isEqualTo(50);
        assertThat(recording.meta(run)).isEqualTo("{\"source\":\"test\"}");
        assertThat(recording.problems()).isEmpty();
    }

    @Test
    void readerBesideTheWriterSeesWhatWasAppended() throws IOException {
        // given
        try (RecordingWriter writer = open(new WriterSettings(1_000, 0, 0, 0))) {
            trades(writer, 3);
            Recording recording = Recording.open(directory);
            RecordingCursor cursor = recording.cursor(recording.runs().get(0));
            for (int i = 0; i < 3; i++) {
                assertThat(cursor.next()).isTrue();
            }
            assertThat(cursor.next()).isFalse();

            // when
            trades(writer, 20);
            writer.roll(0, ByteBuffer.allocate(0), 0);
            trades(writer, 1);

            // then
            assertThat(recording.refresh()).isTrue();
            cursor.follow(recording.runs().get(0));
            for (long expected = 4; expected <= 24; expected++) {
                assertThat(cursor.next()).isTrue();
                assertThat(EventHeader.seq(cursor.buffer(), cursor.offset())).isEqualTo(expected);
            }
            assertThat(cursor.next()).isFalse();
            assertThat(recording.refresh()).isFalse();
            cursor.close();
        }
    }

    @Test
    void segmentThatIsDeletedWhileItIsLookedForIsPassedOver() throws IOException {
        // given
        try (RecordingWriter writer = open(WriterSettings.DEFAULTS)) {
            trades(writer, 3);
            writer.roll(0, ByteBuffer.allocate(0), 0);
            trades(writer, 2);

            // when: a name in the listing behind which there is nothing any more
            Files.delete(directory.resolve("00000001.tts"));
            Files.createSymbolicLink(
                    directory.resolve("00000001.tts"), directory.resolve("deleted"));
            Recording recording = Recording.open(directory);

            // then
            assertThat(recording.segments()).isEqualTo(1);
            assertThat(seqs(recording, recording.runs().get(0))).containsExactly(4L, 5L);
            trades(writer, 1);
            assertThat(recording.refresh()).isTrue();
        }
    }

    @Test
    void tornTailIsCutBackAtEveryByteAndAppendingGoesOn() throws IOException {
        // given
        try (RecordingWriter writer = open(WriterSettings.DEFAULTS)) {
            trades(writer, 3);
            trades(writer, 2);
        }
        Path file = directory.resolve("00000001.tts");
        byte[] whole = Files.readAllBytes(file);
        int endBlock = BlockHeader.LENGTH;
        int secondBlock = BlockHeader.LENGTH + 2 * TradeBlock.TRADE_BYTES;
        int from = whole.length - endBlock - secondBlock;
        for (int size = from; size < whole.length - endBlock; size += 7) {
            Files.deleteIfExists(directory.resolve("00000001.tti"));
            Files.deleteIfExists(directory.resolve("00000002.tts"));
            Files.deleteIfExists(directory.resolve("00000002.tti"));
            Files.write(file, Arrays.copyOf(whole, size));

            // when
            seq = 0;
            try (RecordingWriter writer = open(WriterSettings.DEFAULTS)) {
                assertThat(writer.recovered().isPresent()).isEqualTo(size > from);
                trades(writer, 1);
            }

            // then
            Recording recording = Recording.open(directory);
            assertThat(recording.problems()).as("cut at %d", size).isEmpty();
            assertThat(seqs(recording, recording.runs().get(0))).containsExactly(1L, 2L, 3L);
            assertThat(seqs(recording, recording.runs().get(1))).containsExactly(1L);
        }
    }

    @Test
    void flippedBitNamesItsBlockAndIsSkippedOnRequest() throws IOException {
        // given
        try (RecordingWriter writer = open(WriterSettings.DEFAULTS)) {
            trades(writer, 3);
            trades(writer, 4);
            snapshot(writer);
            trades(writer, 2);
        }
        Path file = directory.resolve("00000001.tts");
        byte[] bytes = Files.readAllBytes(file);
        Recording before = Recording.open(directory);
        BlockRef hit =
                before.runs().get(0).blocks().stream()
                        .filter(b -> b.type() == BlockType.EVENTS)
                        .toList()
                        .get(1);
        bytes[(int) hit.offset() + BlockHeader.LENGTH + 40] ^= 4;
        Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);

        // when
        Recording recording = Recording.open(directory);
        Run run = recording.runs().get(0);

        // then
        assertThatThrownBy(() -> seqs(recording, run))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("00000001.tts")
                .hasMessageContaining("offset " + hit.offset())
                .hasMessageContaining("4 messages are lost");
        try (RecordingCursor cursor = recording.cursor(run).skippingDamage()) {
            List<String> told = new ArrayList<>();
            while (cursor.next()) {
                told.add(
                        cursor.kind() == Kind.GAP
                                ? "lost " + cursor.lost()
                                : cursor.kind()
                                        + " "
                                        + EventHeader.seq(cursor.buffer(), cursor.offset()));
            }
            assertThat(told)
                    .containsExactly(
                            "EVENT 1",
                            "EVENT 2",
                            "EVENT 3",
                            "lost 4",
                            "SNAPSHOT 7",
                            "EVENT 8",
                            "EVENT 9");
        }
    }

    @Test
    void missingSegmentIsNamedAndCounted() throws IOException {
        // given
        try (RecordingWriter writer = open(WriterSettings.DEFAULTS)) {
            trades(writer, 3);
            roll(writer);
            trades(writer, 5);
            roll(writer);
            trades(writer, 2);
        }
        Files.delete(directory.resolve("00000002.tts"));

        // when
        Recording recording = Recording.open(directory);

        // then
        assertThat(recording.problems())
                .singleElement()
                .satisfies(
                        problem ->
                                assertThat(problem.text())
                                        .contains("00000002.tts is missing")
                                        .contains("5 messages are lost"));
        assertThat(recording.runs().get(0).lost()).isEqualTo(5);
    }

    @Test
    void seekGoesToTheLastSnapshotAtOrBeforeATime() throws IOException {
        // given
        try (RecordingWriter writer = open(WriterSettings.DEFAULTS)) {
            trades(writer, 3);
            snapshot(writer);
            trades(writer, 3);
            snapshot(writer);
            trades(writer, 3);
        }
        Recording recording = Recording.open(directory);
        try (RecordingCursor cursor = recording.cursor(recording.runs().get(0))) {
            // when
            cursor.seekTime(59);

            // then
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.kind()).isEqualTo(Kind.SNAPSHOT);
            assertThat(EventHeader.seq(cursor.buffer(), cursor.offset())).isEqualTo(3);
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.kind()).isEqualTo(Kind.EVENT);
            assertThat(EventHeader.seq(cursor.buffer(), cursor.offset())).isEqualTo(4);
        }
    }

    @Test
    void secondWriterIsRefused() throws IOException {
        try (RecordingWriter writer = open(WriterSettings.DEFAULTS)) {
            assertThatThrownBy(() -> open(WriterSettings.DEFAULTS))
                    .isInstanceOf(RecordingException.class)
                    .hasMessageContaining("recorded into by another");
            assertThat(writer.position()).isZero();
        }
    }

    @Test
    void oldestSegmentsAreDeletedWhenAllAreTooLarge() throws IOException {
        // given
        try (RecordingWriter writer = open(new WriterSettings(500, 0, 3_000, 0))) {
            // when
            for (int i = 0; i < 20; i++) {
                trades(writer, 5);
                roll(writer);
            }
        }

        // then
        Recording recording = Recording.open(directory);
        assertThat(recording.sizeBytes()).isLessThan(4_000);
        assertThat(recording.problems()).isEmpty();
        assertThat(seqs(recording, recording.runs().get(0))).endsWith(100L).doesNotContain(1L);
    }

    private RecordingWriter open(WriterSettings settings) {
        RunHeader run =
                new RunHeader(
                        ++epoch, 5, new UnsafeBuffer(new byte[0]), 0, 0, "{\"source\":\"test\"}");
        return RecordingWriter.open(directory, settings, run, 0);
    }

    private void trades(RecordingWriter writer, int count) throws IOException {
        long first = seq + 1;
        seq += count;
        ByteBuffer content = block.of(first, seq);
        digest += block.digest();
        writer.events(content, count, first * 10, seq * 10, block.digest());
    }

    private void snapshot(RecordingWriter writer) throws IOException {
        writer.snapshot(block.of(seq, seq), 1);
    }

    private void roll(RecordingWriter writer) throws IOException {
        writer.roll(0, block.of(seq, seq), 1);
    }

    private static List<Long> seqs(Recording recording, Run run) {
        List<Long> seqs = new ArrayList<>();
        try (RecordingCursor cursor = recording.cursor(run)) {
            while (cursor.next()) {
                if (cursor.kind() == Kind.EVENT) {
                    seqs.add(EventHeader.seq(cursor.buffer(), cursor.offset()));
                }
            }
        }
        return seqs;
    }
}
