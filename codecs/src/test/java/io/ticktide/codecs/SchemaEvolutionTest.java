package io.ticktide.codecs;

import static io.ticktide.codecs.PacketBuilder.T0_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.codecs.sbe.TradeEncoder;
import java.io.IOException;
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
                    delta.levelsCount(2)
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
