package io.ticktide.websocket;

import static io.ticktide.websocket.ClientFrames.frames;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameReaderTest {
    private static final int MOST_BYTES = 70_000;
    private static final int MOST_FRAMES = 1_024;
    private static final int TEXT = 0x81;
    private static final int FIRST_TEXT = 0x01;
    private static final int MIDDLE = 0x00;
    private static final int LAST = 0x80;
    private static final int BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, MOST_BYTES})
    void textOfEachLengthFormIsRead(int length) {
        String text = "x".repeat(length);

        assertThat(heard(frames().add(TEXT, text))).containsExactly("text " + text);
    }

    @Test
    void fragmentsWithControlFramesBetweenAddUp() {
        ClientFrames frames =
                frames().add(FIRST_TEXT, "Gr\u00fc")
                        .add(PING, "hi")
                        .add(MIDDLE, "")
                        .add(PONG, "")
                        .add(LAST, "\u00dfe \u20ac \ud83d\ude80")
                        .add(TEXT, "next");

        assertThat(heard(frames))
                .containsExactly(
                        "ping of 2",
                        "pong",
                        "text Gr\u00fc\u00dfe \u20ac \ud83d\ude80",
                        "text next");
    }

    @Test
    void characterMayBeSplitBetweenFragments() {
        byte[] euro = "\u20ac".getBytes(StandardCharsets.UTF_8);
        ClientFrames frames =
                frames().add(FIRST_TEXT, new byte[] {euro[0]})
                        .add(MIDDLE, new byte[] {euro[1]})
                        .add(LAST, new byte[] {euro[2]});

        assertThat(heard(frames)).containsExactly("text \u20ac");
    }

    @Test
    void framesAreReadAlikeInWhateverPiecesTheyCome() {
        // given
        byte[] all =
                frames().add(TEXT, "{\"op\":\"ping\"}")
                        .add(FIRST_TEXT, "y".repeat(300))
                        .add(PING, "z".repeat(125))
                        .add(LAST, "\u20ac".repeat(30_000 / 3))
                        .add(CLOSE, new byte[] {3, (byte) 0xE8, 'b', 'y', 'e'})
                        .toBytes();
        List<String> whole = heard(all, all.length);

        for (int seed = 0; seed < 200; seed++) {
            // when
            Random random = new Random(seed);
            Heard heard = new Heard();
            FrameReader reader = new FrameReader(MOST_BYTES, MOST_FRAMES, heard);
            for (int at = 0; at < all.length; ) {
                int count = Math.min(all.length - at, 1 + random.nextInt(seed < 20 ? 3 : 2_000));
                reader.read(ByteBuffer.wrap(all, at, count));
                at += count;
            }

            // then
            assertThat(heard.events()).as("seed " + seed).isEqualTo(whole);
        }
        assertThat(whole).hasSize(4).last().isEqualTo("close 1000");
    }

    @Test
    void brokenHeadersAreRefusedAtTheByteThatBreaksThem() {
        refuses("a reserved bit is set and no extension was agreed on", 0xC1);
        refuses("opcode 3 is reserved", 0x83);
        refuses("opcode 11 is reserved", 0x8B);
        refuses("a control frame is fragmented", 0x09);
        refuses("a continuation frame without a message to continue", 0x80);
        refuses("a client's frame is not masked", TEXT, 0x05);
        refuses("a client's frame is not masked", PING, 0x00);
        refuses("a client's frame is not masked", CLOSE, 0x00);
        refuses("a control frame is longer than 125 bytes", PING, 0xFE);
        refuses("a frame's length is not in its shortest form", TEXT, 0xFE, 0, 125);
        refuses(
                "a frame's length is not in its shortest form",
                new int[] {TEXT, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF});
        refuses("a frame's length is negative", TEXT, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 1);
    }

    @Test
    void newMessageWithinAFragmentedOneIsRefused() {
        assertThat(heard(frames().add(FIRST_TEXT, "a").raw(TEXT)))
                .containsExactly("1002 a new message begins within a fragmented one");
    }

    @Test
    void tooLargeMessageIsRefusedByItsAnnouncementAlone() {
        String text = "1009 a message is larger than " + MOST_BYTES + " bytes";

        assertThat(heard(frames().raw(TEXT, 0xFF, 0x40, 0, 0, 0, 0, 0, 0, 0)))
                .containsExactly(text);
        assertThat(heard(frames().raw(TEXT, 0xFF, 0, 0, 0, 0, 0x80, 0, 0, 0)))
                .containsExactly(text);
        assertThat(
                        heard(
                                frames().add(FIRST_TEXT, "x".repeat(MOST_BYTES))
                                        .add(MIDDLE, "")
                                        .raw(LAST, 0x81)))
                .containsExactly(text);
    }

    @Test
    void lengthsThatWouldOverflowTheirSumAreTooLarge() {
        assertThat(heard(frames().add(FIRST_TEXT, "x").add(LAST, 127, Long.MAX_VALUE, new byte[3])))
                .containsExactly("1009 a message is larger than " + MOST_BYTES + " bytes");
    }

    @Test
    void endlessEmptyFragmentsAreRefused() {
        ClientFrames frames = frames().add(FIRST_TEXT, "");
        for (int i = 0; i < 2_000; i++) {
            frames.add(MIDDLE, "");
        }

        assertThat(heard(frames)).containsExactly("1009 a message has more than 1024 frames");
    }

    @Test
    void textThatIsNoUtf8IsRefusedAtItsFirstBadByte() {
        for (int[] bad :
                new int[][] {
                    {0xFF},
                    {0x80},
                    {0xC0, 0x80},
                    {0xC1, 0xBF},
                    {0xE0, 0x9F, 0xBF},
                    {0xED, 0xA0, 0x80},
                    {0xF0, 0x8F, 0xBF, 0xBF},
                    {0xF4, 0x90, 0x80, 0x80},
                    {0xF5, 0x80, 0x80, 0x80},
                    {0xE2, 0x28},
                }) {
            byte[] payload = new byte[bad.length + 1];
            payload[0] = 'a';
            for (int i = 0; i < bad.length; i++) {
                payload[i + 1] = (byte) bad[i];
            }

            // The message is not even complete.
            assertThat(heard(frames().add(FIRST_TEXT, payload)))
                    .containsExactly("1007 text is not UTF-8");
        }
    }

    @Test
    void textThatEndsWithinACharacterIsRefused() {
        assertThat(heard(frames().add(TEXT, new byte[] {'a', (byte) 0xE2, (byte) 0x82})))
                .containsExactly("1007 text ends within a character");
    }

    @Test
    void binaryMessageIsToldAtItsHeaderAndItsBytesAreSkipped() {
        ClientFrames frames = frames().add(BINARY, new byte[200_000]).add(TEXT, "next");

        assertThat(heard(frames)).containsExactly("binary", "text next");
    }

    @Test
    void closeFramesAreChecked() {
        assertThat(heard(frames().add(CLOSE, ""))).containsExactly("close 1000");
        assertThat(heard(frames().add(CLOSE, new byte[] {0x0F, (byte) 0xA0})))
                .containsExactly("close 4000");
        assertThat(heard(frames().add(CLOSE, new byte[] {3})))
                .containsExactly("1002 half a close code");
        for (int code : new int[] {0, 999, 1_004, 1_005, 1_006, 1_015, 2_999, 5_000, 65_535}) {
            byte[] payload = {(byte) (code >>> 8), (byte) code};

            assertThat(heard(frames().add(CLOSE, payload)))
                    .containsExactly("1002 close code " + code);
        }
        assertThat(heard(frames().add(CLOSE, new byte[] {3, (byte) 0xE8, (byte) 0xFF})))
                .containsExactly("1007 a close reason is not UTF-8");
        assertThat(heard(frames().add(CLOSE, new byte[] {3, (byte) 0xE8, (byte) 0xC3})))
                .containsExactly("1007 a close reason ends within a character");
    }

    @Test
    void nothingIsReadAfterTheEnd() {
        assertThat(heard(frames().add(CLOSE, "").add(TEXT, "late"))).containsExactly("close 1000");
    }

    @Test
    void mutatedStreamsNeverThrow() {
        byte[] good =
                frames().add(TEXT, "{\"op\":\"list\"}")
                        .add(FIRST_TEXT, "abc")
                        .add(PING, "p")
                        .add(LAST, "def")
                        .add(BINARY, new byte[20])
                        .toBytes();
        int refused = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] mutated = good.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            List<String> heard = heard(mutated, 1 + random.nextInt(mutated.length));
            refused += heard.stream().anyMatch(event -> event.startsWith("100")) ? 1 : 0;
        }
        assertThat(refused).isBetween(5_000, 20_000);
    }

    private static void refuses(String text, int... octets) {
        for (int i = 1; i < octets.length; i++) {
            int[] before = Arrays.copyOf(octets, i);
            assertThat(heard(frames().raw(before))).as(text).isEmpty();
        }
        assertThat(heard(frames().raw(octets))).containsExactly("1002 " + text);
    }

    private static List<String> heard(ClientFrames frames) {
        return heard(frames.toBytes(), 1_000);
    }

    private static List<String> heard(byte[] bytes, int pieceBytes) {
        Heard heard = new Heard();
        FrameReader reader = new FrameReader(MOST_BYTES, MOST_FRAMES, heard);
        for (int at = 0; at < bytes.length; at += pieceBytes) {
            ByteBuffer piece = ByteBuffer.wrap(bytes, at, Math.min(pieceBytes, bytes.length - at));
            reader.read(piece);
            assertThat(piece.hasRemaining()).isFalse();
        }
        return heard.events();
    }
}
