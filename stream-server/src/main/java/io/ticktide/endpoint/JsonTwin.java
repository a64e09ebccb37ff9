package io.ticktide.endpoint;

import io.ticktide.candles.Quality;
import io.ticktide.codecs.Decimals;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.BookSnapshotDecoder;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.HeartbeatDecoder;
import io.ticktide.codecs.sbe.InstrumentDefinitionDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.QuoteWideDecoder;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.codecs.sbe.TradeSummaryDecoder;
import io.ticktide.codecs.sbe.TradingStatusDecoder;
import io.ticktide.feed.Instrument;
import io.ticktide.session.Message;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Each SBE message as the JSON object of the same fields: prices and quantities as decimal strings,
 * 64-bit integers as strings, sets as arrays of names.
 *
 * <p>Owner: one I/O thread.
 */
final class JsonTwin {
    /** Names of the schema's {@code Cause}, by bit. */
    static final List<String> CAUSES =
            List.of("RATE", "SLOW", "CREDIT", "AGE", "CATCHUP", "UPSTREAM", "SERVER", "DEPTH");

    private static final List<String> FLAGS =
            List.of("SNAPSHOT", "LAST_IN_EVENT", "REPLAY", "RESET", "RETRANSMIT");

    private final List<Instrument> instruments;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final QuoteWideDecoder quoteWide = new QuoteWideDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final TradeSummaryDecoder summary = new TradeSummaryDecoder();
    private final CandleDecoder candle = new CandleDecoder();
    private final TradingStatusDecoder status = new TradingStatusDecoder();
    private final BookTwin books = new BookTwin();
    private final HeartbeatDecoder heartbeat = new HeartbeatDecoder();

    JsonTwin(List<Instrument> instruments) {
        this.instruments = instruments;
    }

    void write(JsonText out, Message message, long conflated, int cause, int addedFlags) {
        DirectBuffer buffer = message.buffer();
        int offset = message.offset();
        out.raw("{");
        switch (message.templateId()) {
            case HeartbeatDecoder.TEMPLATE_ID -> heartbeat(out, buffer, offset);
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> definition(out, buffer, offset);
            default -> {
                Instrument of = instruments.get(message.instrumentId());
                event(out, of, message, conflated, cause, addedFlags);
            }
        }
        out.raw("}");
    }

    private void event(
            JsonText out, Instrument of, Message message, long conflated, int cause, int added) {
        DirectBuffer buffer = message.buffer();
        int offset = message.offset();
        out.name("type").string(type(message.templateId()));
        out.name("sym").string(of.symbol());
        out.name("instrumentId").number(of.id());
        out.name("seq").quotedUnsigned(message.seq());
        out.name("conflated").number(conflated);
        out.name("cause").names(cause, CAUSES);
        out.name("flags").names(EventHeader.flags(buffer, offset) | added, FLAGS);
        out.name("tsEvent").quoted(EventHeader.tsEvent(buffer, offset));
        out.name("tsIngress").quoted(EventHeader.tsIngress(buffer, offset));
        switch (message.templateId()) {
            case QuoteDecoder.TEMPLATE_ID -> quote(out, of, buffer, offset);
            case QuoteWideDecoder.TEMPLATE_ID -> quoteWide(out, of, buffer, offset);
            case TradeDecoder.TEMPLATE_ID -> trade(out, of, buffer, offset);
            case TradeSummaryDecoder.TEMPLATE_ID -> summary(out, of, buffer, offset);
            case BookDeltaDecoder.TEMPLATE_ID, BookSnapshotDecoder.TEMPLATE_ID ->
                    books.write(out, of, message.templateId(), buffer, offset);
            case TradingStatusDecoder.TEMPLATE_ID -> {
                status.wrapAndApplyHeader(buffer, offset, header);
                out.name("state").string(status.state().name());
            }
            default -> candle(out, of, buffer, offset);
        }
    }

    private static String type(int templateId) {
        return switch (templateId) {
            case QuoteDecoder.TEMPLATE_ID, QuoteWideDecoder.TEMPLATE_ID -> "quote";
            case TradeDecoder.TEMPLATE_ID -> "trade";
            case TradeSummaryDecoder.TEMPLATE_ID -> "tradeSummary";
            case CandleDecoder.TEMPLATE_ID -> "candle";
            case BookDeltaDecoder.TEMPLATE_ID -> "bookDelta";
            case BookSnapshotDecoder.TEMPLATE_ID -> "bookSnapshot";
            case TradingStatusDecoder.TEMPLATE_ID -> "status";
            default ->
                    throw new IllegalArgumentException(
                            "template " + templateId + " has no JSON twin");
        };
    }

    private void quote(JsonText out, Instrument of, DirectBuffer buffer, int offset) {
        quote.wrapAndApplyHeader(buffer, offset, header);
        out.name("bidPx").decimal(quote.bidPx(), of.priceScale());
        out.name("bidQty").decimal(quote.bidQty(), of.qtyScale());
        out.name("askPx").decimal(quote.bidPx() + quote.spread(), of.priceScale());
        out.name("askQty").decimal(quote.askQty(), of.qtyScale());
    }

    private void quoteWide(JsonText out, Instrument of, DirectBuffer buffer, int offset) {
        quoteWide.wrapAndApplyHeader(buffer, offset, header);
        out.name("bidPx").decimal(quoteWide.bidPx(), of.priceScale());
        out.name("bidQty").decimal(quoteWide.bidQty(), of.qtyScale());
        out.name("askPx").decimal(quoteWide.askPx(), of.priceScale());
        out.name("askQty").decimal(quoteWide.askQty(), of.qtyScale());
    }

    private void trade(JsonText out, Instrument of, DirectBuffer buffer, int offset) {
        trade.wrapAndApplyHeader(buffer, offset, header);
        out.name("price").decimal(trade.price(), of.priceScale());
        out.name("qty").decimal(trade.qty(), of.qtyScale());
        out.name("tradeId").quotedUnsigned(trade.tradeId());
        out.name("aggressor").string(trade.aggressor().name());
    }

    private void summary(JsonText out, Instrument of, DirectBuffer buffer, int offset) {
        summary.wrapAndApplyHeader(buffer, offset, header);
        out.name("tsFirst").quoted(summary.tsFirst());
        out.name("firstPx").decimal(summary.firstPx(), of.priceScale());
        out.name("highPx").decimal(summary.highPx(), of.priceScale());
        out.name("lowPx").decimal(summary.lowPx(), of.priceScale());
        out.name("lastPx").decimal(summary.lastPx(), of.priceScale());
        out.name("volume").decimal(summary.volume(), of.qtyScale());
        out.name("buyVolume").decimal(summary.buyVolume(), of.qtyScale());
        out.name("notional").decimal(summary.notional(), -summary.notionalExp());
        out.name("firstTradeId").quotedUnsigned(summary.firstTradeId());
        out.name("lastTradeId").quotedUnsigned(summary.lastTradeId());
        out.name("trades").number(summary.trades());
        out.name("lastAggressor").string(summary.lastAggressor().name());
    }

    private void candle(JsonText out, Instrument of, DirectBuffer buffer, int offset) {
        candle.wrapAndApplyHeader(buffer, offset, header);
        out.name("openTime").quoted(candle.openTime());
        out.name("openPx").decimal(candle.openPx(), of.priceScale());
        out.name("highPx").decimal(candle.highPx(), of.priceScale());
        out.name("lowPx").decimal(candle.lowPx(), of.priceScale());
        out.name("closePx").decimal(candle.closePx(), of.priceScale());
        out.name("volume").decimal(candle.volume(), of.qtyScale());
        out.name("notional").decimal(candle.notional(), -candle.notionalExp());
        out.name("firstTradeSeq").quotedUnsigned(candle.firstTradeSeq());
        out.name("lastTradeSeq").quotedUnsigned(candle.lastTradeSeq());
        out.name("trades").number(candle.trades());
        out.name("intervalSec").number(candle.intervalSec());
        out.name("revision").number(candle.revision());
        out.name("state").string(candle.state().name());
        out.name("quality").names(Quality.read(candle), Quality.NAMES);
    }

    private void heartbeat(JsonText out, DirectBuffer buffer, int offset) {
        heartbeat.wrapAndApplyHeader(buffer, offset, header);
        out.name("type").string("heartbeat");
        out.name("serverTime").quoted(heartbeat.serverTime());
        out.name("streams").raw("[");
        String separator = "";
        for (HeartbeatDecoder.StreamsDecoder stream : heartbeat.streams()) {
            out.raw(separator).raw("{");
            out.name("sym").string(instruments.get(stream.instrumentId()).symbol());
            out.name("instrumentId").number(stream.instrumentId());
            out.name("channel").string(stream.channel().name());
            out.name("detail").number(stream.detail());
            out.name("seq").quotedUnsigned(stream.seq());
            out.name("conflated").number(stream.conflated());
            out.name("cause").names(stream.cause().getRaw(), CAUSES);
            out.raw("}");
            separator = ",";
        }
        out.raw("]");
    }

    private void definition(JsonText out, DirectBuffer buffer, int offset) {
        InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
        definition.wrapAndApplyHeader(buffer, offset, header);
        Instrument of = instruments.get(definition.instrumentId());
        out.name("type").string("definition");
        out.name("sym").string(of.symbol());
        out.name("instrumentId").number(of.id());
        out.name("description").string(of.description());
        out.name("venue").string(of.venue());
        out.name("currency").string(of.currency());
        out.name("kind").string(of.kind().name());
        out.name("priceExp").number(definition.priceExp());
        out.name("qtyExp").number(definition.qtyExp());
        out.name("tickSize").string(Decimals.formatPlain(of.tickSize(), of.priceScale()));
        out.name("lotSize").string(Decimals.formatPlain(of.lotSize(), of.qtyScale()));
    }
}
