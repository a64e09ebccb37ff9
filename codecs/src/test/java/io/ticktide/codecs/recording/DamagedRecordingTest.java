package io.ticktide.codecs.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.recording.RecordingCursor.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recording with a random defect: every message is read as it was, or counted as lost. */
class DamagedRecordingTest {
    private static final int MESSAGES = 2_000;
    private static final int MUTATIONS = 60;

    @TempDir private Path directory;

    private final TradeBlock block = new TradeBlock(1);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingIsLostInSilence(long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < MUTATIONS; i++) {
            // given
            Path copy = directory.resolve("r" + i);
            write(copy, random);
            String defect = mutate(copy, random);

            // when, then
            try {
                check(Recording.open(copy), "seed " + seed + " mutation " + i + ": " + defect);
            } catch (RecordingException e) {
                assertThat(e.getMessage()).as(defect).contains(copy.toString());
            }
        }
    }

    private static void check(Recording recording, String defect) {
        long read = 0;
        // Older segments may have been deleted on purpose: the position says how much that was.
        long lost = recording.runs().get(0).blocks().get(0).position();
        long last = 0;
        for (Run run : recording.runs()) {
            try (RecordingCursor cursor = recording.cursor(run).skippingDamage()) {
                while (cursor.next()) {
                    if (cursor.kind() == Kind.GAP) {
                        lost += cursor.lost();
                    } else if (cursor.kind() == Kind.EVENT) {
                        long seq = EventHeader.seq(cursor.buffer(), cursor.offset());
                        assertThat(seq).as(defect).isGreaterThan(last);
                        assertThat(cursor.position()).as(defect).isEqualTo(seq);
                        last = seq;
                        read++;
                    }
                }
            }
        }
        // What is missing at the very end is a torn tail or a missing segment, which is a problem.
        if (recording.problems().isEmpty() && read + lost != MESSAGES) {
            assertThat(isClosed(recording)).as(defect).isFalse();
        }
        assertThat(read + lost).as(defect).isLessThanOrEqualTo(MESSAGES);
        assertThat(read).as(defect).isPositive();
    }

    private static boolean isClosed(Recording recording) {
        return recording.runs().get(recording.runs().size() - 1).isClosed();
    }

    private void write(Path target, Random random) throws IOException {
        RunHeader run =
                new RunHeader(7, 0, new UnsafeBuffer(new byte[0]), 0, 0, "{\"source\":\"test\"}");
        WriterSettings settings = new WriterSettings(40_000, 0, 0, 0);
        long seq = 0;
        try (RecordingWriter writer = RecordingWriter.open(target, settings, run, 0)) {
            while (seq < MESSAGES) {
                int count = (int) Math.min(MESSAGES - seq, 1 + random.nextInt(100));
                long first = seq + 1;
                seq += count;
                ByteBuffer content = block.of(first, seq);
                writer.events(content, count, first, seq, block.digest());
                if (random.nextInt(4) == 0) {
                    writer.snapshot(block.of(seq, seq), 1);
                }
                if (writer.wantsRoll()) {
                    writer.roll(0, block.of(seq, seq), 1);
                }
            }
        }
    }

    private String mutate(Path target, Random random) throws IOException {
        Path victim = anyFile(target, random);
        byte[] bytes = Files.readAllBytes(victim);
        String name = victim.getFileName().toString();
        int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        if (random.nextBoolean()) {
            // So that the segment itself is read, not only its index.
            Files.deleteIfExists(target.resolve(name.replace(".tts", ".tti")));
        }
        switch (random.nextInt(4)) {
            case 0 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(victim, bytes);
                return name + ": bit flipped at " + at;
            }
            case 1 -> {
                Files.write(victim, Arrays.copyOf(bytes, at));
                return name + ": cut at " + at;
            }
            case 2 -> {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(500));
                for (int i = at; i < end; i++) {
                    bytes[i] = (byte) random.nextInt();
                }
                Files.write(victim, bytes);
                return name + ": garbage from " + at + " to " + end;
            }
            default -> {
                Files.deleteIfExists(victim);
                return name + ": deleted";
            }
        }
    }

    private static Path anyFile(Path target, Random random) throws IOException {
        Path chosen = null;
        int seen = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(target, "*.tt?")) {
            for (Path file : files) {
                seen++;
                chosen = random.nextInt(seen) == 0 ? file : chosen;
            }
        }
        return chosen;
    }
}
