package io.ticktide.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.harness.Fuzzing;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a client sends, the reader says what it is, the same in whatever pieces it comes. */
final class FrameFuzzTest {
    private static final int MOST_BYTES = 20_000;
    private static final int MOST_FRAMES = 12;
    private static final int MOST_CONTROL_BYTES = 125;

    private long read;
    private int whole;
    private int refused;

    @Test
    void piecesChangeNothingAndMemoryStaysBounded() {
        Fuzzing.run(3_000, RandomFrames::bytes, (bytes, random) -> check(bytes, random, null));

        // The chance that made this test's bytes reaches both ends.
        assertThat(read).isGreaterThan(10_000_000);
        assertThat(whole).isGreaterThan(1_000);
        assertThat(refused).isGreaterThan(500);
    }

    @Test
    void compressedMessagesAreBoundedAndTheSameInWhateverPieces() {
        try (MessageInflater inflater = new MessageInflater(MOST_BYTES)) {
            Fuzzing.run(
                    3_000,
                    RandomFrames::compressed,
                    (bytes, random) -> check(bytes, random, inflater));
        }

        assertThat(whole).isGreaterThan(1_000);
        assertThat(refused).isGreaterThan(500);
    }

    private void check(byte[] bytes, Random random, MessageInflater inflater) {
        Heard atOnce = new Heard();
        new FrameReader(MOST_BYTES, MOST_FRAMES, atOnce, inflater).read(ByteBuffer.wrap(bytes));

        Heard inPieces = new Heard();
        FrameReader reader = new FrameReader(MOST_BYTES, MOST_FRAMES, inPieces, inflater);
        int held = 0;
        int largest = 1 + random.nextInt(random.nextBoolean() ? 4 : 4_000);
        for (int at = 0; at < bytes.length; ) {
            int count = Math.min(bytes.length - at, 1 + random.nextInt(largest));
            reader.read(ByteBuffer.wrap(bytes, at, count));
            at += count;
            held = Math.max(held, reader.heldBytes());
        }
        int most = inflater == null ? MOST_BYTES : inflater.mostCompressedBytes();
        assertThat(held).isLessThanOrEqualTo(most + MOST_CONTROL_BYTES);

        List<String> events = atOnce.events();
        assertThat(inPieces.events()).isEqualTo(events);
        boolean ended = !events.isEmpty() && !isGoing(events.get(events.size() - 1));
        assertThat(reader.isEnded()).isEqualTo(ended);
        assertThat(events.stream().filter(event -> !isGoing(event)))
                .as("nothing follows an end")
                .hasSizeLessThanOrEqualTo(1);
        read += bytes.length;
        whole += events.stream().anyMatch(event -> event.startsWith("text ")) ? 1 : 0;
        refused += ended ? 1 : 0;
    }

    private static boolean isGoing(String event) {
        return event.startsWith("text ")
                || event.startsWith("ping ")
                || event.equals("pong")
                || event.equals("binary");
    }
}
