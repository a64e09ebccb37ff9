package io.ticktide.websocket;

import static io.ticktide.websocket.ClientFrames.frames;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link FrameReader} where permessage-deflate was agreed on. */
final class CompressedMessagesTest {
    private static final int MOST_BYTES = 70_000;
    private static final int MOST_FRAMES = 1_024;
    private static final int TEXT = 0xC1;
    private static final int FIRST_TEXT = 0x41;
    private static final int PLAIN_TEXT = 0x81;
    private static final int MIDDLE = 0x00;
    private static final int LAST = 0x80;
    private static final int BINARY = 0xC2;
    private static final int PING = 0x89;
    private static final String TOO_LARGE = "1009 a message is larger than 70000 bytes";
    private static final String NO_DEFLATE = "1007 a compressed message is no deflate data";

    private final MessageInflater inflater = new MessageInflater(MOST_BYTES);

    @AfterEach
    void free() {
        inflater.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 65_536, MOST_BYTES})
    void messageOfEachLengthIsInflated(int length) {
        String text = "x".repeat(length);

        assertThat(heard(frames().add(TEXT, Deflated.message(text))))
                .containsExactly("text " + text);
    }

    @Test
    void examplesOfTheRfcAreRead() {
        byte[] fixed = bytes(0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00);
        byte[] stored = bytes(0x00, 0x05, 0x00, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x00);
        byte[] last = bytes(0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00);
        byte[] twoBlocks =
                bytes(0xf2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xff, 0xff, 0xca, 0xc9, 0xc9, 0x07, 0x00);

        ClientFrames frames =
                frames().add(TEXT, fixed)
                        .add(FIRST_TEXT, Arrays.copyOf(fixed, 3))
                        .add(LAST, Arrays.copyOfRange(fixed, 3, 7))
                        .add(TEXT, stored)
                        .add(TEXT, last)
                        .add(TEXT, twoBlocks)
                        .add(TEXT, bytes(0x00));

        assertThat(heard(frames))
                .containsExactly(
                        "text Hello",
                        "text Hello",
                        "text Hello",
                        "text Hello",
                        "text Hello",
                        "text ");
    }

    @Test
    void fragmentsWithControlFramesAndPlainMessagesBetweenAddUp() {
        byte[] all = Deflated.message("Gr\u00fc\u00dfe \u20ac".repeat(40));
        ClientFrames frames =
                frames().add(FIRST_TEXT, Arrays.copyOf(all, 5))
                        .add(PING, "hi")
                        .add(MIDDLE, "")
                        .add(LAST, Arrays.copyOfRange(all, 5, all.length))
                        .add(PLAIN_TEXT, "plain")
                        .add(TEXT, Deflated.finished("done".getBytes(StandardCharsets.UTF_8)));

        assertThat(heard(frames))
                .containsExactly(
                        "ping of 2",
                        "text " + "Gr\u00fc\u00dfe \u20ac".repeat(40),
                        "text plain",
                        "text done");
    }

    @Test
    void eachMessageIsInflatedByItselfWhoeverSentTheOneBefore() {
        byte[] first = Deflated.message("a".repeat(1_000));
        Heard one = new Heard();
        Heard other = new Heard();
        FrameReader reader = new FrameReader(MOST_BYTES, MOST_FRAMES, one, inflater);
        FrameReader otherReader = new FrameReader(MOST_BYTES, MOST_FRAMES, other, inflater);

        feed(reader, frames().add(FIRST_TEXT, Arrays.copyOf(first, 3)).toBytes());
        feed(otherReader, frames().add(TEXT, Deflated.message("b")).toBytes());
        feed(reader, frames().add(LAST, Arrays.copyOfRange(first, 3, first.length)).toBytes());

        assertThat(one.events()).containsExactly("text " + "a".repeat(1_000));
        assertThat(other.events()).containsExactly("text b");
    }

    @Test
    void bombIsRefusedWithoutBeingInflated() {
        byte[] bomb = Deflated.message(new byte[50_000_000]);
        assertThat(bomb.length).isLessThan(MOST_BYTES);

        assertThat(heard(frames().add(TEXT, bomb))).containsExactly(TOO_LARGE);
        assertThat(inflater.inflated().length).isEqualTo(MOST_BYTES + 1);
    }

    @Test
    void oneByteAboveTheLimitIsTooLarge() {
        assertThat(heard(frames().add(TEXT, Deflated.message("x".repeat(MOST_BYTES + 1)))))
                .containsExactly(TOO_LARGE);
    }

    @Test
    void messageThatDoesNotShrinkMayBeAsLargeAsAnyOther() {
        byte[] noise = new byte[MOST_BYTES];
        Random random = new Random(7);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) random.nextInt(128);
        }
        byte[] stored = stored(noise);
        assertThat(stored.length).isGreaterThan(MOST_BYTES);

        assertThat(heard(frames().add(TEXT, stored)))
                .containsExactly("text " + new String(noise, StandardCharsets.US_ASCII));
    }

    @Test
    void compressedBytesAreBoundedAsTheyAreAnnounced() {
        ClientFrames frames = frames().add(FIRST_TEXT, 127, 100_000, new byte[0]);

        assertThat(heard(frames)).containsExactly(TOO_LARGE);
    }

    @Test
    void whatIsNoDeflateDataIsRefused() {
        byte[] good = Deflated.message("abcdefgh".repeat(50));
        byte[] truncated = Arrays.copyOf(good, good.length - 3);

        assertThat(heard(frames().add(TEXT, bytes(0x07)))).containsExactly(NO_DEFLATE);
        assertThat(heard(frames().add(TEXT, new byte[0]))).containsExactly(NO_DEFLATE);
        assertThat(heard(frames().add(TEXT, truncated))).containsExactly(NO_DEFLATE);
        assertThat(heard(frames().add(TEXT, bytes(0xff, 0xff, 0xff)))).containsExactly(NO_DEFLATE);
    }

    @Test
    void inflatedTextMustBeUtf8() {
        byte[] surrogate = Deflated.message(bytes('a', 0xED, 0xA0, 0x80));
        byte[] half = Deflated.message(bytes('a', 0xE2, 0x82));

        assertThat(heard(frames().add(TEXT, surrogate))).containsExactly("1007 text is not UTF-8");
        assertThat(heard(frames().add(TEXT, half)))
                .containsExactly("1007 text ends within a character");
    }

    @Test
    void reservedBitsAreForTheFirstFrameOfAMessageOnly() {
        String none = "1002 a reserved bit is set where compression has none";

        assertThat(heard(frames().add(FIRST_TEXT, "").add(0xC0, ""))).containsExactly(none);
        assertThat(heard(frames().add(FIRST_TEXT, "").add(0x40, ""))).containsExactly(none);
        assertThat(heard(frames().add(0xA1, ""))).containsExactly(none);
        assertThat(heard(frames().add(0x91, ""))).containsExactly(none);
        assertThat(heard(frames().add(0xE1, ""))).containsExactly(none);
        for (int control : new int[] {0xC8, 0xC9, 0xCA}) {
            assertThat(heard(frames().add(control, "")))
                    .containsExactly("1002 a control frame is compressed");
        }
    }

    @Test
    void compressedBinaryMessageIsToldAsAnyOther() {
        assertThat(heard(frames().add(BINARY, new byte[10]).add(TEXT, Deflated.message("next"))))
                .containsExactly("binary", "text next");
    }

    @Test
    void mutatedMessagesNeverThrow() {
        byte[] good = Deflated.message("{\"op\":\"subscribe\",\"ch\":\"quote\"}".repeat(5));
        int refused = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] mutated = good.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            List<String> heard = heard(frames().add(TEXT, mutated));
            assertThat(heard).as("seed " + seed).hasSize(1);
            refused += heard.get(0).startsWith("100") ? 1 : 0;
        }
        assertThat(refused).isBetween(5_000, 20_000);
    }

    private static byte[] stored(byte[] plain) {
        ByteBuffer blocks = ByteBuffer.allocate(plain.length + 5 * (plain.length / 1_000 + 1) + 1);
        blocks.order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < plain.length; at += 1_000) {
            int count = Math.min(1_000, plain.length - at);
            blocks.put((byte) 0).putShort((short) count).putShort((short) ~count);
            blocks.put(plain, at, count);
        }
        blocks.put((byte) 0);
        return Arrays.copyOf(blocks.array(), blocks.position());
    }

    private static byte[] bytes(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return bytes;
    }

    private List<String> heard(ClientFrames frames) {
        Heard heard = new Heard();
        feed(new FrameReader(MOST_BYTES, MOST_FRAMES, heard, inflater), frames.toBytes());
        return heard.events();
    }

    private static void feed(FrameReader reader, byte[] bytes) {
        for (int at = 0; at < bytes.length; at += 1_000) {
            reader.read(ByteBuffer.wrap(bytes, at, Math.min(1_000, bytes.length - at)));
        }
    }
}
