package io.ticktide.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.harness.Allocation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageDeflaterTest {
    private static final int TEXT_COMPRESSED = 0xC1;

    private final MessageDeflater deflater = new MessageDeflater(1);

    @AfterEach
    void free() {
        deflater.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 125, 126, 300, 4_096, 65_535, 65_536, 200_000, 262_144})
    void compressedFrameSaysTheSameInFewerBytes(int length) {
        byte[] text =
                "{\"type\":\"quote\"}"
                        .repeat(length / 16 + 1)
                        .substring(0, length)
                        .getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ServerFrames.text(text);
        ByteBuffer direct = ByteBuffer.allocateDirect(frame.remaining()).put(frame).flip();

        ByteBuffer compressed = deflater.compress(direct);

        assertThat(compressed.remaining()).isLessThan(length);
        assertThat(compressed.get(compressed.position()) & 0xFF).isEqualTo(TEXT_COMPRESSED);
        assertThat(Deflated.plain(payload(compressed))).isEqualTo(text);
        assertThat(direct.remaining()).as("frame is left as it was").isEqualTo(direct.capacity());
    }

    @Test
    void longPayloadThatDoesNotShrinkMuchGetsTheHeaderOfItsLength() {
        byte[] text = new byte[200_000];
        Random random = new Random(7);
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) ('a' + random.nextInt(26));
        }

        ByteBuffer compressed = deflater.compress(ServerFrames.text(text));

        assertThat(compressed.remaining()).isBetween(65_536, 199_999);
        assertThat(Deflated.plain(payload(compressed))).isEqualTo(text);
    }

    @Test
    void smallHugeAndRandomFramesAreLeftAsTheyAre() {
        byte[] random = new byte[1_000];
        new Random(7).nextBytes(random);

        assertThat(deflater.compress(ServerFrames.text(new byte[63]))).isNull();
        assertThat(deflater.compress(ServerFrames.text(new byte[262_145]))).isNull();
        assertThat(deflater.compress(ServerFrames.text(random))).isNull();
        assertThat(deflater.compress(ServerFrames.text(random))).as("once more").isNull();
        assertThat(deflater.isReused()).isTrue();
    }

    @Test
    void sameFrameIsCompressedOnceOnly() {
        ByteBuffer frame = ServerFrames.text("abc".repeat(100).getBytes(StandardCharsets.UTF_8));
        byte[] first = payload(deflater.compress(frame));
        assertThat(deflater.isReused()).isFalse();

        byte[] second = payload(deflater.compress(frame));

        assertThat(deflater.isReused()).isTrue();
        assertThat(second).isEqualTo(first);
    }

    @Test
    void likePayloadOfAnotherKindOfFrameIsNotTheSame() {
        ByteBuffer text = ServerFrames.text(new byte[100]);
        ByteBuffer binary = ByteBuffer.allocate(102).put(text.duplicate()).put(0, (byte) 0x82);
        deflater.compress(text);

        ByteBuffer compressed = deflater.compress(binary.flip());

        assertThat(deflater.isReused()).isFalse();
        assertThat(compressed.get(compressed.position()) & 0xFF).isEqualTo(0xC2);
    }

    @Test
    void frameOfAnotherContentIsCompressedAnew() {
        for (int i = 0; i < 50; i++) {
            byte[] text = ("price " + i + ' ').repeat(20 + i % 7).getBytes(StandardCharsets.UTF_8);

            ByteBuffer compressed = deflater.compress(ServerFrames.text(text));

            assertThat(Deflated.plain(payload(compressed))).isEqualTo(text);
        }
    }

    @Test
    void compressingAllocatesNothingOnceTheLargestFrameWasSeen() {
        ByteBuffer one = ServerFrames.text("abc".repeat(300).getBytes(StandardCharsets.UTF_8));
        ByteBuffer other = ServerFrames.text("abd".repeat(300).getBytes(StandardCharsets.UTF_8));

        long bytes =
                Allocation.of(
                        () -> {
                            for (int i = 0; i < 1_000; i++) {
                                deflater.compress(i % 2 == 0 ? one : other);
                            }
                        });

        assertThat(bytes).isZero();
    }

    private static byte[] payload(ByteBuffer frame) {
        int announced = frame.get(frame.position() + 1) & 0x7F;
        int head = announced == 127 ? 10 : announced == 126 ? 4 : 2;
        int length =
                switch (announced) {
                    case 126 -> frame.getShort(frame.position() + 2) & 0xFFFF;
                    case 127 -> (int) frame.getLong(frame.position() + 2);
                    default -> announced;
                };
        assertThat(length).isEqualTo(frame.remaining() - head);
        byte[] payload = new byte[length];
        frame.get(frame.position() + head, payload);
        return payload;
    }
}
