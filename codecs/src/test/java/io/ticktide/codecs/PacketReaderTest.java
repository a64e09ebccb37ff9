package io.ticktide.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.TradeDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PacketReaderTest {
    private static final PacketListener IGNORING = new PacketListener() {};
    private static final int MARGIN = 64;
    private static final int ROUNDS = 40_000;

    private final PacketReader reader = new PacketReader();

    @Test
    void messagesAreToldInTheOrderOfThePacket() throws IOException {
        List<String> told = new ArrayList<>();
        byte[] packet = GoldenFiles.bytes("packet");

        int count =
                reader.read(
                        new UnsafeBuffer(packet),
                        0,
                        packet.length,
                        new PacketListener() {
                            @Override
                            public void onQuote(QuoteDecoder quote) {
                                told.add("quote " + quote.ev().seq());
                            }

                            @Override
                            public void onTrade(TradeDecoder trade) {
                                told.add("trade " + trade.ev().seq());
                            }
                        });

        assertThat(told).containsExactly("quote 42", "trade 9757", "trade 9758");
        assertThat(count).isEqualTo(4);
        assertThat(reader.sendTimeNs()).isEqualTo(PacketBuilder.T0_NS + 2_000_000);
    }

    @ParameterizedTest
    @MethodSource("io.ticktide.codecs.GoldenFiles#names")
    void packetCutAnywhereOrWithAByteMoreIsRefused(String name) throws IOException {
        // What lies behind the packet in a pooled buffer must not complete it.
        byte[] whole = GoldenFiles.bytes(name);
        byte[] pool = Arrays.copyOf(whole, whole.length + MARGIN);
        UnsafeBuffer buffer = new UnsafeBuffer(pool);

        for (int length = 0; length < whole.length; length++) {
            int cut = length;
            assertThatThrownBy(() -> reader.read(buffer, 0, cut, IGNORING))
                    .isInstanceOf(WireException.class)
                    .hasMessageContaining("the packet ends at " + cut);
        }
        assertThatThrownBy(() -> reader.read(buffer, 0, whole.length + 1, IGNORING))
                .isInstanceOf(WireException.class)
                .hasMessageStartingWith("1 bytes are left over");
    }

    @Test
    void refusalSaysWhatIsWrongAndWhere() throws IOException {
        byte[] schema = GoldenFiles.bytes("quote");
        schema[14] = 74;
        byte[] block = GoldenFiles.bytes("quote");
        block[12] = 59;
        byte[] header = GoldenFiles.bytes("quote");
        header[10] = 11;

        assertThatThrownBy(() -> FrameJson.of(schema))
                .isInstanceOf(WireException.class)
                .hasMessage("message at offset 12 has schema 74, not 73");
        assertThatThrownBy(() -> FrameJson.of(block))
                .isInstanceOf(WireException.class)
                .hasMessage("template 16 has a block of 59 bytes, at least 60 are needed");
        assertThatThrownBy(() -> FrameJson.of(header))
                .isInstanceOf(WireException.class)
                .hasMessage("packet header says headerLength=11, below 12");
    }

    @Test
    void mutatedPacketNeverShowsBytesFromOutside() throws IOException {
        SplittableRandom random = new SplittableRandom(73);
        List<byte[]> frames = new ArrayList<>();
        for (String name : GoldenFiles.names()) {
            frames.add(GoldenFiles.bytes(name));
        }
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            // given the same mutation inside two pools, of zeros and of ones
            byte[] frame = frames.get(round % frames.size()).clone();
            for (int flips = random.nextInt(1, 5); flips > 0; flips--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(frame.length) : frame.length;

            // when
            String amongZeros = outcome(frame, length, (byte) 0);
            String amongOnes = outcome(frame, length, (byte) 0xFF);

            // then
            assertThat(amongOnes).as("round %d", round).isEqualTo(amongZeros);
            refused += amongZeros.startsWith("{") ? 0 : 1;
        }
        assertThat(refused).isBetween(ROUNDS / 4, ROUNDS - 1);
    }

    @Test
    void readingAllocatesNothing() throws IOException {
        // given
        byte[] packet = GoldenFiles.bytes("packet");
        UnsafeBuffer buffer = new UnsafeBuffer(packet);
        long before = 0;
        long messages = 0;

        // when
        for (int i = 0; i < 300_000; i++) {
            if (i == 50_000) {
                before = Allocation.ofThisThread();
            }
            messages += reader.read(buffer, 0, packet.length, IGNORING);
        }
        long allocated = Allocation.ofThisThread() - before;

        // then
        assertThat(messages).isEqualTo(1_200_000);
        assertThat(allocated).isLessThan(Allocation.BOUND_BYTES);
    }

    private static String outcome(byte[] frame, int length, byte surroundings) {
        byte[] pool = new byte[MARGIN + length + MARGIN];
        Arrays.fill(pool, surroundings);
        System.arraycopy(frame, 0, pool, MARGIN, length);
        try {
            return FrameJson.of(new UnsafeBuffer(pool), MARGIN, length);
        } catch (WireException e) {
            return e.getMessage();
        }
    }
}
