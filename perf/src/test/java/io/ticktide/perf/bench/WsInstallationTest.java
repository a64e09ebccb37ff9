package io.ticktide.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.feed.simulated.RatePlan;
import io.ticktide.perf.floor.TickPacket;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class WsInstallationTest {
    @Test
    void withoutNodeItSaysWhatIsNeeded() {
        assertThatThrownBy(() -> WsInstallation.make("/nowhere"))
                .isInstanceOf(BenchFailed.class)
                .hasMessageContaining("needs node, which is not on the PATH")
                .hasMessageContaining("install Node.js 18 or newer");
    }

    @Test
    void packetOfTheScriptIsTheFloorsOnceItsFieldsAreFilledIn() {
        // given
        Audience audience = new Audience(4, 3, false);
        List<String> command =
                new WsInstallation(Path.of("ws")).command(audience, RatePlan.constant(7));

        // when: what the script does with its arguments
        UnsafeBuffer filled = new UnsafeBuffer(HexFormat.of().parseHex(command.get(4)));
        filled.putLong(place(command, 5), 900, ByteOrder.LITTLE_ENDIAN);
        filled.putLong(place(command, 6), 800, ByteOrder.LITTLE_ENDIAN);
        filled.putLong(place(command, 7), 900, ByteOrder.LITTLE_ENDIAN);
        filled.putLong(place(command, 8), 12, ByteOrder.LITTLE_ENDIAN);
        filled.putShort(place(command, 9), (short) 2, ByteOrder.LITTLE_ENDIAN);

        // then
        UnsafeBuffer expected = new UnsafeBuffer(new byte[TickPacket.BYTES]);
        new TickPacket().encode(expected, 0, 2, 12, 800, 900);
        assertThat(filled.byteArray()).isEqualTo(expected.byteArray());
        assertThat(command.subList(2, 4)).containsExactly("3", "7/3600000");
    }

    private static int place(List<String> command, int index) {
        return Integer.parseInt(command.get(index));
    }
}
