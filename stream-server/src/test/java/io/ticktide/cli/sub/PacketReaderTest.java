package io.ticktide.cli.sub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

final class PacketReaderTest {
    private static final String ROWS =
            """
            03:34:00.123  BTC-USD    quote           61837.63 x 3.78826           61837.64 x 1.54698        snapshot
            03:34:00.123  BTC-USD    quote           61837.63 x 3.78826           61837.64 x 1.54698        +3 merged RATE
            03:34:00.123  BTC-USD    quote                  - x -                 61837.64 x 1.54698
            03:34:00.123  BTC-USD    trade  BUY      61837.64 x 0.00100        snapshot
            03:34:00.123  BTC-USD    trades SELL     61837.50 x 2.50000       12 trades, 61836.00 to 61838.00 +11 merged RATE
            03:34:00.123  BTC-USD    1m     03:34:00  CLOSED    O       10.00 H       12.00 L        9.00 C       11.00  V 12.43238      875 trades PARTIAL_START
            03:34:00.123  BTC-USD    book       61837.63 x 0.00100           61837.64 x 0.00200       1 bids, 1 asks
            03:34:00.123  BTC-USD    book   SELL     61837.64 x 0.00300       1 levels, 0 gone
            03:34:00.123  BTC-USD    status OPEN snapshot
            """;

    private final List<String> lines = new ArrayList<>();
    private final Accounting accounting = new Accounting(Long.MAX_VALUE);
    private final PacketReader reader =
            new PacketReader(accounting, new Rows(Ansi.OFF), lines::add);

    @Test
    void everyMessageBecomesOneAlignedLine() {
        // given
        accounting.start(new StreamKey(3, "quote", 0), "BTC-USD quote", 0);
        accounting.start(new StreamKey(3, "trade", 0), "BTC-USD trade", 0);
        accounting.start(new StreamKey(3, "book", 5), "BTC-USD book:5", 3);
        accounting.start(new StreamKey(3, "status", 0), "BTC-USD status", 0);
        accounting.start(new StreamKey(3, "candle", 60), "BTC-USD candle:1m", 6);

        // when
        reader.onPacket(
                new Packets()
                        .definition()
                        .quote(1, 0)
                        .quote(5, 3)
                        .heartbeat(7, 2)
                        .quoteWithoutBid(8)
                        .trade(1)
                        .tradeSummary(13, 12)
                        .candle(7)
                        .book(4, true, 6_183_764)
                        .book(5, false, 6_183_764)
                        .status(1)
                        .bytes(0));

        // then
        assertThat(lines).containsExactlyElementsOf(ROWS.lines().toList());
        assertThat(accounting.summary()).contains("9 messages, 16 merged").contains("0 accounting");
    }

    @Test
    void bytesAfterTheLastMessageAreAnError() {
        assertThatThrownBy(() -> reader.onPacket(new Packets().definition().bytes(3)))
                .isInstanceOf(ProtocolError.class)
                .hasMessage("packet has 3 bytes after its last message");
    }

    @Test
    void everyTruncatedPacketIsAnError() {
        // given
        UnsafeBuffer whole = new Packets().definition().quote(1, 0).candle(1).bytes(0);

        // then
        for (int length = 0; length < whole.capacity(); length++) {
            UnsafeBuffer cut = new UnsafeBuffer(whole, 0, length);
            assertThatThrownBy(() -> reader.onPacket(cut)).isInstanceOf(ProtocolError.class);
        }
    }

    @Test
    void messageOfAnUndefinedInstrumentIsAnError() {
        assertThatThrownBy(() -> reader.onPacket(new Packets().quote(1, 0).bytes(0)))
                .isInstanceOf(ProtocolError.class)
                .hasMessage("instrument 3 was never defined");
    }

    @Test
    void foreignSchemaIsAnError() {
        // given
        UnsafeBuffer packet = new Packets().definition().bytes(0);
        packet.putByte(12 + 2, (byte) 74);

        // then
        assertThatThrownBy(() -> reader.onPacket(packet))
                .isInstanceOf(ProtocolError.class)
                .hasMessage("message of unknown schema 74");
    }
}
