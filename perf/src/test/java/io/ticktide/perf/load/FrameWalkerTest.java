package io.ticktide.perf.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameWalkerTest {
    private final Frames frames = new Frames();

    @Test
    void framesOfAllKindsAreToldInTheirOrder() {
        // given: text "hi", a packet of 3, a ping, a pong, a close with code 4008
        byte[] bytes = hex("81026869" + "8203010203" + "890170" + "8a00" + "88020fa8");

        // when
        int used = walk(bytes, bytes.length);

        // then
        assertThat(used).isEqualTo(bytes.length);
        assertThat(frames.told)
                .containsExactly("text 6869", "binary 010203", "ping 70", "close 4008");
    }

    @Test
    void closeWithoutCodeCountsAsNone() {
        // when
        walk(hex("8800"), 2);

        // then
        assertThat(frames.told).containsExactly("close 1005");
    }

    @ParameterizedTest
    @CsvSource({"125, 2", "126, 4", "65535, 4", "65536, 10"})
    void lengthsAreReadInAllThreeForms(int length, int header) {
        // given
        byte[] bytes = new byte[header + length];
        bytes[0] = (byte) 0x82;
        if (header == 2) {
            bytes[1] = (byte) length;
        } else if (header == 4) {
            bytes[1] = 126;
            bytes[2] = (byte) (length >> 8);
            bytes[3] = (byte) length;
        } else {
            bytes[1] = 127;
            bytes[7] = (byte) (length >> 16);
            bytes[8] = (byte) (length >> 8);
            bytes[9] = (byte) length;
        }

        // then: not before the last byte is there
        assertThat(walk(bytes, bytes.length - 1)).isZero();
        assertThat(walk(bytes, bytes.length)).isEqualTo(bytes.length);
        assertThat(frames.told).hasSize(1);
    }

    @Test
    void readsThatEndAnywhereLoseNothing() {
        // given
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int seq = 1; seq <= 5; seq++) {
            all.writeBytes(new Packets().quote(0, 1, seq, 0, 0).frame());
        }
        all.writeBytes(new Packets().definition().quote(0, 1, 6, 0, 0).frame());
        byte[] bytes = all.toByteArray();
        walk(bytes, bytes.length);
        List<String> whole = List.copyOf(frames.told);

        for (int cut = 0; cut <= bytes.length; cut++) {
            // when
            frames.told.clear();
            int used = walk(bytes, cut);
            byte[] rest = Arrays.copyOfRange(bytes, used, bytes.length);
            walk(rest, rest.length);

            // then
            assertThat(frames.told).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0203010203, fragmented",
        "c203010203, reserved",
        "828300000000, masked",
        "827f0000000100000000, more than",
        "8300, opcode 3"
    })
    void whatNoServerMaySendIsRefused(String frame, String why) {
        byte[] bytes = hex(frame);
        assertThatThrownBy(() -> walk(bytes, bytes.length))
                .isInstanceOf(BadFrame.class)
                .hasMessageContaining(why);
    }

    private int walk(byte[] bytes, int length) {
        return FrameWalker.walk(new UnsafeBuffer(bytes), 0, length, frames);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static final class Frames implements FrameListener {
        private final List<String> told = new ArrayList<>();

        @Override
        public void onBinary(DirectBuffer buffer, int offset, int length) {
            told.add("binary " + text(buffer, offset, length));
        }

        @Override
        public void onText(DirectBuffer buffer, int offset, int length) {
            told.add("text " + text(buffer, offset, length));
        }

        @Override
        public void onPing(DirectBuffer buffer, int offset, int length) {
            told.add("ping " + text(buffer, offset, length));
        }

        @Override
        public void onClose(int code) {
            told.add("close " + code);
        }

        private static String text(DirectBuffer buffer, int offset, int length) {
            byte[] bytes = new byte[length];
            buffer.getBytes(offset, bytes);
            return HexFormat.of().formatHex(bytes);
        }
    }
}
