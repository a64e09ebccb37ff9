package io.ticktide.codecs;

import static io.ticktide.codecs.PacketBuilder.T0_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.BookSnapshotDecoder;
import io.ticktide.codecs.sbe.HeartbeatDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.codecs.sbe.TradeEncoder;
import io.ticktide.codecs.sbe.TradingStatusDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Version 1 of the schema against {@code evolved-schema.xml}, a version 2 that might be. */
class SchemaEvolutionTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void oldReaderStepsOverWhatANewerServerAdds() {
        byte[] packet = newerPacket();

        new PacketReader()
                .read(
                        new UnsafeBuffer(packet),
                        0,
                        packet.length,
                        new PacketListener() {
                            @Override
                            public void onQuote(QuoteDecoder quote) {
                                told.add("quote " + quote.ev().seq() + " " + quote.spread());
                            }

                            @Override
                            public void onBookDelta(BookDeltaDecoder delta) {
                                for (BookDeltaDecoder.LevelsDecoder level : delta.levels()) {
                                    told.add("level " + level.price() + " " + level.side());
                                }
                            }

                            @Override
                            public void onTrade(TradeDecoder trade) {
                                told.add("trade " + trade.price());
                            }

                            @Override
                            public void onUnknown(int templateId) {
                                told.add("unknown " + templateId);
                            }
                        });

        assertThat(told)
                .containsExactly(
                        "quote 42 50", "unknown 40", "level 101 BUY", "level 102 SELL", "trade 7");
    }

    @Test
    void oldReaderStepsOverGrownBlocksAndEntriesOfEveryShapeOfMessage() throws IOException {
        // given
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(GoldenFiles.bytes("trade"), 0, 12);
        packet.write(grown(GoldenFiles.bytes("heartbeat"), 1));
        packet.write(grown(GoldenFiles.bytes("book-snapshot"), 2));
        packet.write(grown(GoldenFiles.bytes("trading-status"), 0));
        UnsafeBuffer buffer = new UnsafeBuffer(packet.toByteArray());
        buffer.putShort(8, (short) 3, ByteOrder.LITTLE_ENDIAN);

        // when
        new PacketReader()
                .read(
                        buffer,
                        0,
                        buffer.capacity(),
                        new PacketListener() {
                            @Override
                            public void onHeartbeat(HeartbeatDecoder heartbeat) {
                                heartbeat.streams().forEach(s -> told.add("silent " + s.seq()));
                            }

                            @Override
                            public void onBookSnapshot(BookSnapshotDecoder book) {
                                book.bids().forEach(level -> told.add("bid " + level.price()));
                                book.asks().forEach(level -> told.add("ask " + level.price()));
                            }

                            @Override
                            public void onTradingStatus(TradingStatusDecoder status) {
                                told.add("status " + status.state());
                            }
                        });

        // then
        assertThat(told)
                .containsExactly(
                        "silent 4711",
                        "silent 17",
                        "silent 2",
                        "bid 6412300",
                        "bid 6412275",
                        "ask 6412350",
                        "status HALT");
    }

    @Test
    void newDecoderHasNullForWhatAnOlderServerDoesNotSend() throws IOException {
        // given
        UnsafeBuffer quotePacket = new UnsafeBuffer(GoldenFiles.bytes("quote"));
        UnsafeBuffer deltaPacket = new UnsafeBuffer(GoldenFiles.bytes("book-delta"));
        var header = new io.ticktide.codecs.evolved.MessageHeaderDecoder();
        var quote = new io.ticktide.codecs.evolved.QuoteDecoder();
        var delta = new io.ticktide.codecs.evolved.BookDeltaDecoder();

        // when
        quote.wrapAndApplyHeader(quotePacket, 12, header);
        delta.wrapAndApplyHeader(deltaPacket, 12, header);
        for (var level : delta.levels()) {
            told.add(level.price() + " " + (level.orders() == levelOrdersNull()));
        }

        // then
        assertThat(quote.ev().seq()).isEqualTo(42);
        assertThat(quote.spread()).isEqualTo(50);
        assertThat(quote.bidOrders()).isEqualTo(65_535);
        assertThat(quote.tsAuction()).isEqualTo(Decimals.NULL);
        assertThat(quote.skew()).isNaN();
        assertThat(quote.initiator()).isEqualTo(io.ticktide.codecs.evolved.Side.NULL_VAL);
        assertThat(quote.limit()).isEqualTo(quotePacket.capacity());
        assertThat(told).containsExactly("6412300 true", "6412375 true");
        assertThat(delta.limit()).isEqualTo(deltaPacket.capacity());
    }

    /** A golden packet's message as version 2 might send it: two bytes more a block and entry. */
    private static byte[] grown(byte[] packet, int groups) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 12;
        int block = packet[at];
        out.writeBytes(new byte[] {(byte) (block + 2), packet[at + 1], packet[at + 2], 2});
        out.write(packet, at + 4, block);
        out.writeBytes(new byte[2]);
        at += 4 + block;
        for (int group = 0; group < groups; group++) {
            int entry = packet[at];
            int entries = packet[at + 1];
            out.writeBytes(new byte[] {(byte) (entry + 2), (byte) entries, 0});
            at += 3;
            for (int i = 0; i < entries; i++) {
                out.write(packet, at, entry);
                out.writeBytes(new byte[2]);
                at += entry;
            }
        }
        return out.toByteArray();
    }

    private static int levelOrdersNull() {
        return io.ticktide.codecs.evolved.BookDeltaDecoder.LevelsDecoder.ordersNullValue();
    }

    /** Quote, Halt, BookDelta of version 2, then a trade of version 1. */
    private static byte[] newerPacket() {
        PacketBuilder packet = new PacketBuilder(T0_NS);
        var header = new io.ticktide.codecs.evolved.MessageHeaderEncoder();
        var quote = new io.ticktide.codecs.evolved.QuoteEncoder();
        var halt = new io.ticktide.codecs.evolved.HaltEncoder();
        var delta = new io.ticktide.codecs.evolved.BookDeltaEncoder();
        TradeEncoder trade = new TradeEncoder();
        packet.add(
                at -> {
                    quote.wrapAndApplyHeader(packet.buffer(), at, header);
                    quote.ev().seq(42);
                    quote.spread(50).bidOrders(3).tsAuction(T0_NS).skew(0.5f);
                    return quote.limit();
                });
        packet.add(
                at -> {
                    halt.wrapAndApplyHeader(packet.buffer(), at, header);
                    halt.until(T0_NS);
                    return halt.limit();
                });
        packet.add(
                at -> {
                    delta.wrapAndApplyHeader(packet.buffer(), at, header);
                    delta.depth(0)
                            .levelsCount(2)
                            .next()
                            .price(101)
                            .side(io.ticktide.codecs.evolved.Side.BUY)
                            .orders(4)
                            .next()
                            .price(102)
                            .side(io.ticktide.codecs.evolved.Side.SELL)
                            .orders(5);
                    return delta.limit();
                });
        return packet.add(
                        at -> {
                            trade.wrapAndApplyHeader(packet.buffer(), at, packet.header());
                            trade.price(7);
                            return trade.limit();
                        })
                .bytes();
    }
}
