package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.session.FramePool;
import io.ticktide.websocket.Deflated;
import io.ticktide.websocket.ServerFrames;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CompressingSinkTest {
    private static final int RSV1 = 0x40;

    private final Compression compression =
            new Compression(1, 16_384, new FramePool(65_536, Long.MAX_VALUE));
    private final ByteArrayOutputStream socket = new ByteArrayOutputStream();
    private int room;

    @AfterEach
    void free() {
        compression.close();
    }

    @Test
    void framesArriveInOrderHoweverTheSocketCutsThem() {
        for (int seed = 0; seed < 200; seed++) {
            // given: frames that become smaller, and frames that do not
            Random random = new Random(seed);
            List<String> texts = new ArrayList<>();
            CompressingSink sink = sink();
            socket.reset();

            for (int i = 0; i < 20; i++) {
                String text = text(random);
                texts.add(text);

                // when: whoever is told "not all" says the same frame again when there is room
                ByteBuffer frame = ServerFrames.text(text.getBytes(StandardCharsets.UTF_8));
                room = random.nextInt(200);
                while (!sink.write(frame)) {
                    room = 1 + random.nextInt(200);
                }
                assertThat(frame.hasRemaining()).isFalse();
            }

            // then
            assertThat(arrived()).as("seed " + seed).isEqualTo(texts);
        }
        assertThat(compression.counters().frames().value()).isPositive();
        assertThat(compression.counters().asIs().value()).isPositive();
        assertThat(compression.counters().bytesAfter().value())
                .isLessThan(compression.counters().bytesBefore().value());
    }

    @Test
    void frameThatWaitsIsForgottenWithItsConnection() {
        CompressingSink gone = sink();
        room = 3;
        assertThat(gone.write(ServerFrames.text(new byte[500]))).isFalse();
        gone.release();

        room = Integer.MAX_VALUE;
        CompressingSink next = sink();
        socket.reset();
        assertThat(next.write(ServerFrames.text("x".repeat(99).getBytes(StandardCharsets.UTF_8))))
                .isTrue();
        assertThat(arrived()).containsExactly("x".repeat(99));
    }

    @Test
    void framesGoAsTheyAreOnceTheServerEnds() {
        CompressingSink sink = sink();
        compression.close();
        room = Integer.MAX_VALUE;

        assertThat(sink.write(ServerFrames.text(new byte[500]))).isTrue();

        assertThat(socket.size()).isEqualTo(504);
    }

    private CompressingSink sink() {
        compression.opened();
        return new CompressingSink(compression, this::take);
    }

    private boolean take(ByteBuffer frame) {
        while (room > 0 && frame.hasRemaining()) {
            socket.write(frame.get());
            room--;
        }
        return !frame.hasRemaining();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(600);
        int letters = 1 + random.nextInt(90);
        while (text.length() < length) {
            text.append((char) (' ' + random.nextInt(letters)));
        }
        return text.toString();
    }

    private List<String> arrived() {
        List<String> texts = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(socket.toByteArray());
        while (bytes.hasRemaining()) {
            boolean compressed = (bytes.get() & RSV1) != 0;
            int length = bytes.get();
            byte[] payload = new byte[length == 126 ? bytes.getShort() : length];
            bytes.get(payload);
            byte[] plain = compressed ? Deflated.plain(payload) : payload;
            texts.add(new String(plain, StandardCharsets.UTF_8));
        }
        return texts;
    }
}
