package io.ticktide.perf.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.codecs.EventHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketWalkerTest {
    // What the golden files say: 95 0f b1 e1 c9 b5 e9 17.
    private final Messages anyTime = new Messages(0x17E9_B5C9_E1B1_0F95L);
    private final Messages messages = new Messages(Packets.SEND_TIME_NS);

    @Test
    void messagesOfAllShapesAreWalkedExactly() {
        // given
        Packets packet =
                new Packets()
                        .definition()
                        .quote(3, 1, 8, 2, 0)
                        .snapshot(4, 9)
                        .heartbeat(5, 77, 6)
                        .quote(3, 1, 9, 0, 0);

        // when
        PacketWalker.walk(packet.buffer, 0, packet.length(), messages);

        // then
        assertThat(messages.told)
                .containsExactly(
                        "event 3 seq 8 conflated 2",
                        "event 4 seq 9 conflated 0",
                        "position 5 seq 77 conflated 6",
                        "event 3 seq 9 conflated 0");
    }

    @ParameterizedTest
    @CsvSource({
        "packet, event 1 seq 42 conflated 3; event 1 seq 9757 conflated 0; event 1 seq 9758"
                + " conflated 0",
        "heartbeat, position 1 seq 4711 conflated 2; position 300 seq 17 conflated 0; position 1 seq"
                + " 2 conflated 0"
    })
    void goldenPacketIsWalkedToItsEnd(String name, String told) throws IOException {
        // given
        UnsafeBuffer golden = new UnsafeBuffer(golden(name));

        // when
        PacketWalker.walk(golden, 0, golden.capacity(), anyTime);

        // then
        assertThat(String.join("; ", anyTime.told)).isEqualTo(told);
    }

    @Test
    void packetCutAnywhereIsRefused() {
        // given
        Packets packet = new Packets().definition().heartbeat(5, 77, 6).quote(3, 1, 9, 0, 0);
        int length = packet.length();

        for (int cut = 0; cut < length; cut++) {
            int shorter = cut;
            assertThatThrownBy(() -> PacketWalker.walk(packet.buffer, 0, shorter, messages))
                    .isInstanceOf(BadFrame.class);
        }
    }

    @Test
    void bytesLeftOverAreRefused() {
        // given
        Packets packet = new Packets().quote(3, 1, 9, 0, 0);
        int length = packet.length();

        // then
        assertThatThrownBy(() -> PacketWalker.walk(packet.buffer, 0, length + 1, messages))
                .isInstanceOf(BadFrame.class)
                .hasMessageContaining("1 bytes are left over");
    }

    @Test
    void otherSchemaIsRefused() {
        // given
        Packets packet = new Packets().quote(3, 1, 9, 0, 0);
        int length = packet.length();
        packet.buffer.putByte(12 + 2, (byte) 1);

        // then
        assertThatThrownBy(() -> PacketWalker.walk(packet.buffer, 0, length, messages))
                .isInstanceOf(BadFrame.class)
                .hasMessageContaining("schema 1");
    }

    private static byte[] golden(String name) throws IOException {
        Path file = Path.of("../codecs/golden", name + ".hex");
        String hex = Files.readString(file).replaceAll("(?m)^#.*$", "").replaceAll("\\s", "");
        return HexFormat.of().parseHex(hex);
    }

    private static final class Messages implements PacketWalker.Listener {
        private final List<String> told = new ArrayList<>();
        private final long sendTimeNs;

        private Messages(long sendTimeNs) {
            this.sendTimeNs = sendTimeNs;
        }

        @Override
        public void onEvent(DirectBuffer buffer, int offset, long toldSendTimeNs) {
            assertThat(toldSendTimeNs).isEqualTo(sendTimeNs);
            told.add(
                    "event "
                            + EventHeader.instrumentId(buffer, offset)
                            + " seq "
                            + EventHeader.seq(buffer, offset)
                            + " conflated "
                            + EventHeader.conflated(buffer, offset));
        }

        @Override
        public void onPosition(int instrumentId, long seq, long conflated) {
            told.add("position " + instrumentId + " seq " + seq + " conflated " + conflated);
        }
    }
}
