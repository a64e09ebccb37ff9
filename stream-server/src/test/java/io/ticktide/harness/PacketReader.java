package io.ticktide.harness;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.BookSnapshotDecoder;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.EvDecoder;
import io.ticktide.codecs.sbe.HeartbeatDecoder;
import io.ticktide.codecs.sbe.InstrumentDefinitionDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.PacketHeaderDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.QuoteWideDecoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.codecs.sbe.TradeSummaryDecoder;
import io.ticktide.codecs.sbe.TradingStatusDecoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/** Decodes packets with the generated decoders; bytes left over are an error. */
public final class PacketReader {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;

    private final PacketListener listener;
    private final PacketHeaderDecoder packet = new PacketHeaderDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final UnsafeBuffer buffer = new UnsafeBuffer();

    public PacketReader(PacketListener listener) {
        this.listener = listener;
    }

    /** Decodes a frame; returns its messages. */
    public int read(ByteBuffer frame) {
        byte[] bytes = new byte[frame.remaining()];
        frame.duplicate().get(bytes);
        buffer.wrap(bytes);
        packet.wrap(buffer, 0);
        int at = packet.headerLength();
        for (int i = 0; i < packet.msgCount(); i++) {
            at += message(at);
        }
        if (at != bytes.length) {
            throw new AssertionError(bytes.length - at + " bytes left over after the last message");
        }
        return packet.msgCount();
    }

    private int message(int at) {
        header.wrap(buffer, at);
        return switch (header.templateId()) {
            case HeartbeatDecoder.TEMPLATE_ID -> heartbeat(at);
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> definition(at);
            case QuoteDecoder.TEMPLATE_ID -> quote(at);
            case QuoteWideDecoder.TEMPLATE_ID -> quoteWide(at);
            case TradeDecoder.TEMPLATE_ID -> trade(at);
            case TradeSummaryDecoder.TEMPLATE_ID -> summary(at);
            case CandleDecoder.TEMPLATE_ID -> candle(at);
            case BookDeltaDecoder.TEMPLATE_ID -> bookDelta(at);
            case BookSnapshotDecoder.TEMPLATE_ID -> bookSnapshot(at);
            case TradingStatusDecoder.TEMPLATE_ID -> status(at);
            default -> throw new AssertionError("template " + header.templateId());
        };
    }

    private int heartbeat(int at) {
        HeartbeatDecoder decoder = new HeartbeatDecoder();
        decoder.wrapAndApplyHeader(buffer, at, header);
        List<Silence> silent = new ArrayList<>();
        for (HeartbeatDecoder.StreamsDecoder one : decoder.streams()) {
            int channel = one.channel().value();
            Stream stream = new Stream(one.instrumentId(), channel, (int) one.detail());
            int cause = one.cause().getRaw();
            silent.add(new Silence(stream, one.seq(), one.conflated(), cause));
        }
        listener.onHeartbeat(decoder.serverTime(), silent);
        return HEADER + decoder.encodedLength();
    }

    private int definition(int at) {
        InstrumentDefinitionDecoder decoder = new InstrumentDefinitionDecoder();
        decoder.wrapAndApplyHeader(buffer, at, header);
        int id = decoder.instrumentId();
        String symbol = decoder.symbol();
        decoder.skipDescription();
        decoder.skipVenue();
        decoder.skipCurrency();
        listener.onDefinition(id, symbol);
        return HEADER + decoder.encodedLength();
    }

    private int quote(int at) {
        QuoteDecoder decoder = new QuoteDecoder();
        decoder.wrapAndApplyHeader(buffer, at, header);
        event(
                decoder.ev(),
                Stream.QUOTE,
                0,
                new Received.Quote(
                        decoder.bidPx(),
                        decoder.bidQty(),
                        decoder.bidPx() + decoder.spread(),
                        decoder.askQty()));
        return HEADER + decoder.encodedLength();
    }

    private int quoteWide(int at) {
        QuoteWideDecoder decoder = new QuoteWideDecoder();
        decoder.wrapAndApplyHeader(buffer, at, header);
        event(
                decoder.ev(),
                Stream.QUOTE,
                0,
                new Received.Quote(
                        decoder.bidPx(), decoder.bidQty(), decoder.askPx(), decoder.askQty()));
        return HEADER + decoder.encodedLength();
    }

    private int trade(int at) {
        TradeDecoder decoder = new TradeDecoder();
        decoder.wrapAndApplyHeader(buffer, at, header);
        long price = decoder.price();
        long qty = decoder.qty();
        event(
                decoder.ev(),
                Stream.TRADE,
                0,
                new Received.Trades(
                        decoder.ev().tsEvent(),
                        price,
                        price,
                        price,
                        price,
                        qty,
                        decoder.aggressor() == Side.BUY ? qty : 0,
                        price * qty,
                        -TestMarket.NOTIONAL_SCALE,
                        decoder.tradeId(),
                        decoder.tradeId(),
                        1));
        return HEADER + decoder.encodedLength();
    }

    private int summary(int at) {
        TradeSummaryDecoder decoder = new TradeSummaryDecoder();
        decoder.wrapAndApplyHeader(buffer, at, header);
        event(
                decoder.ev(),
                Stream.TRADE,
                0,
                new Received.Trades(
                        decoder.tsFirst(),
                        decoder.firstPx(),
                        decoder.highPx(),
                        decoder.lowPx(),
                        decoder.lastPx(),
                        decoder.volume(),
                        decoder.buyVolume(),
                        decoder.notional(),
                        decoder.notionalExp(),
                        decoder.firstTradeId(),
                        decoder.lastTradeId(),
                        decoder.trades()));
        return HEADER + decoder.encodedLength();
    }

    private int candle(int at) {
        CandleDecoder decoder = new CandleDecoder();
        decoder.wrapAndApplyHeader(buffer, at, header);
        event(
                decoder.ev(),
                Stream.CANDLE,
                (int) decoder.intervalSec(),
                new Received.Candle(
                        decoder.openTime(),
                        decoder.openPx(),
                        decoder.highPx(),
                        decoder.lowPx(),
                        decoder.closePx(),
                        decoder.volume(),
                        decoder.notional(),
                        decoder.trades(),
                        decoder.revision(),
                        decoder.state().name()));
        return HEADER + decoder.encodedLength();
    }

    private int bookDelta(int at) {
        BookDeltaDecoder decoder = new BookDeltaDecoder();
        decoder.wrapAndApplyHeader(buffer, at, header);
        int depth = decoder.depth();
        SortedMap<Long, Long> levels = new TreeMap<>();
        for (BookDeltaDecoder.LevelsDecoder level : decoder.levels()) {
            levels.put(level.side() == Side.BUY ? level.price() : -level.price(), level.qty());
        }
        event(decoder.ev(), Stream.BOOK, depth, new Received.Book(false, levels));
        return HEADER + decoder.encodedLength();
    }

    private int bookSnapshot(int at) {
        BookSnapshotDecoder decoder = new BookSnapshotDecoder();
        decoder.wrapAndApplyHeader(buffer, at, header);
        int depth = decoder.depth();
        SortedMap<Long, Long> levels = new TreeMap<>();
        for (BookSnapshotDecoder.BidsDecoder bid : decoder.bids()) {
            levels.put(bid.price(), bid.qty());
        }
        for (BookSnapshotDecoder.AsksDecoder ask : decoder.asks()) {
            levels.put(-ask.price(), ask.qty());
        }
        event(decoder.ev(), Stream.BOOK, depth, new Received.Book(true, levels));
        return HEADER + decoder.encodedLength();
    }

    private int status(int at) {
        TradingStatusDecoder decoder = new TradingStatusDecoder();
        decoder.wrapAndApplyHeader(buffer, at, header);
        event(decoder.ev(), Stream.STATUS, 0, decoder.state().name());
        return HEADER + decoder.encodedLength();
    }

    private void event(EvDecoder ev, int channel, int detail, Object body) {
        int base = ev.offset() - HEADER;
        listener.onEvent(
                new Received(
                        new Stream(ev.instrumentId(), channel, detail),
                        ev.seq(),
                        ev.conflated(),
                        EventHeader.cause(buffer, base),
                        EventHeader.flags(buffer, base),
                        ev.tsEvent(),
                        ev.tsIngress(),
                        body));
    }
}
