package io.ticktide.codecs;

import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.BookSnapshotDecoder;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.EvDecoder;
import io.ticktide.codecs.sbe.HeartbeatDecoder;
import io.ticktide.codecs.sbe.InstrumentDefinitionDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.QuoteWideDecoder;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.codecs.sbe.TradeSummaryDecoder;
import io.ticktide.codecs.sbe.TradingStatusDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Every field of a packet as JSON, read with the generated flyweights: golden/*.json. */
final class FrameJson implements PacketListener {
    private final List<String> messages = new ArrayList<>();

    static String of(byte[] frame) {
        return of(new UnsafeBuffer(frame), 0, frame.length);
    }

    static String of(DirectBuffer buffer, int offset, int length) {
        FrameJson json = new FrameJson();
        PacketReader reader = new PacketReader();
        reader.read(buffer, offset, length, json);
        return "{\n  \"sendTime\": \""
                + reader.sendTimeNs()
                + "\",\n  \"messages\": [\n    "
                + String.join(",\n    ", json.messages)
                + "\n  ]\n}\n";
    }

    @Override
    public void onHeartbeat(HeartbeatDecoder heartbeat) {
        StringJoiner streams = new StringJoiner(", ", "[", "]");
        long serverTime = heartbeat.serverTime();
        for (HeartbeatDecoder.StreamsDecoder stream : heartbeat.streams()) {
            Fields fields = new Fields();
            fields.unsigned("seq", stream.seq()).number("conflated", stream.conflated());
            fields.number("detail", stream.detail());
            fields.number("instrumentId", stream.instrumentId()).text("channel", stream.channel());
            fields.bits("cause", stream.cause());
            streams.add(fields.toString());
        }
        Fields fields = typed("Heartbeat").big("serverTime", serverTime);
        messages.add(fields.raw("streams", streams.toString()).toString());
    }

    @Override
    public void onDefinition(InstrumentDefinitionDecoder definition) {
        messages.add(
                typed("InstrumentDefinition")
                        .big("tickSize", definition.tickSize())
                        .big("lotSize", definition.lotSize())
                        .number("instrumentId", definition.instrumentId())
                        .number("priceExp", definition.priceExp())
                        .number("qtyExp", definition.qtyExp())
                        .text("kind", definition.kind())
                        .text("symbol", definition.symbol())
                        .text("description", definition.description())
                        .text("venue", definition.venue())
                        .text("currency", definition.currency())
                        .toString());
    }

    @Override
    public void onQuote(QuoteDecoder quote) {
        messages.add(
                typed("Quote", quote.ev())
                        .big("bidPx", quote.bidPx())
                        .big("bidQty", quote.bidQty())
                        .big("askQty", quote.askQty())
                        .number("spread", quote.spread())
                        .toString());
    }

    @Override
    public void onQuoteWide(QuoteWideDecoder quote) {
        messages.add(
                typed("QuoteWide", quote.ev())
                        .big("bidPx", quote.bidPx())
                        .big("bidQty", quote.bidQty())
                        .big("askPx", quote.askPx())
                        .big("askQty", quote.askQty())
                        .toString());
    }

    @Override
    public void onTrade(TradeDecoder trade) {
        messages.add(
                typed("Trade", trade.ev())
                        .big("price", trade.price())
                        .big("qty", trade.qty())
                        .unsigned("tradeId", trade.tradeId())
                        .text("aggressor", trade.aggressor())
                        .toString());
    }

    @Override
    public void onTradeSummary(TradeSummaryDecoder summary) {
        messages.add(
                typed("TradeSummary", summary.ev())
                        .big("tsFirst", summary.tsFirst())
                        .big("firstPx", summary.firstPx())
                        .big("highPx", summary.highPx())
                        .big("lowPx", summary.lowPx())
                        .big("lastPx", summary.lastPx())
                        .big("volume", summary.volume())
                        .big("buyVolume", summary.buyVolume())
                        .big("notional", summary.notional())
                        .unsigned("firstTradeId", summary.firstTradeId())
                        .unsigned("lastTradeId", summary.lastTradeId())
                        .number("trades", summary.trades())
                        .number("notionalExp", summary.notionalExp())
                        .text("lastAggressor", summary.lastAggressor())
                        .toString());
    }

    @Override
    public void onBookDelta(BookDeltaDecoder delta) {
        StringJoiner levels = new StringJoiner(", ", "[", "]");
        Fields fields = typed("BookDelta", delta.ev()).number("depth", delta.depth());
        for (BookDeltaDecoder.LevelsDecoder level : delta.levels()) {
            Fields entry = new Fields().big("price", level.price()).big("qty", level.qty());
            levels.add(entry.text("side", level.side()).toString());
        }
        messages.add(fields.raw("levels", levels.toString()).toString());
    }

    @Override
    public void onBookSnapshot(BookSnapshotDecoder snapshot) {
        Fields fields = typed("BookSnapshot", snapshot.ev()).number("depth", snapshot.depth());
        StringJoiner bids = new StringJoiner(", ", "[", "]");
        for (BookSnapshotDecoder.BidsDecoder level : snapshot.bids()) {
            bids.add(new Fields().big("price", level.price()).big("qty", level.qty()).toString());
        }
        StringJoiner asks = new StringJoiner(", ", "[", "]");
        for (BookSnapshotDecoder.AsksDecoder level : snapshot.asks()) {
            asks.add(new Fields().big("price", level.price()).big("qty", level.qty()).toString());
        }
        fields.raw("bids", bids.toString()).raw("asks", asks.toString());
        messages.add(fields.toString());
    }

    @Override
    public void onTradingStatus(TradingStatusDecoder status) {
        messages.add(typed("TradingStatus", status.ev()).text("state", status.state()).toString());
    }

    @Override
    public void onCandle(CandleDecoder candle) {
        messages.add(
                typed("Candle", candle.ev())
                        .big("openTime", candle.openTime())
                        .big("openPx", candle.openPx())
                        .big("highPx", candle.highPx())
                        .big("lowPx", candle.lowPx())
                        .big("closePx", candle.closePx())
                        .big("volume", candle.volume())
                        .big("notional", candle.notional())
                        .unsigned("firstTradeSeq", candle.firstTradeSeq())
                        .unsigned("lastTradeSeq", candle.lastTradeSeq())
                        .number("trades", candle.trades())
                        .number("intervalSec", candle.intervalSec())
                        .number("revision", candle.revision())
                        .text("state", candle.state())
                        .bits("quality", candle.quality())
                        .number("notionalExp", candle.notionalExp())
                        .toString());
    }

    private static Fields typed(String type) {
        return new Fields().text("type", type);
    }

    private static Fields typed(String type, EvDecoder ev) {
        Fields fields =
                new Fields()
                        .big("tsEvent", ev.tsEvent())
                        .big("tsIngress", ev.tsIngress())
                        .unsigned("seq", ev.seq())
                        .number("conflated", ev.conflated())
                        .number("instrumentId", ev.instrumentId())
                        .bits("cause", ev.cause())
                        .bits("flags", ev.flags());
        return typed(type).raw("ev", fields.toString());
    }

    /** One JSON object in the making; 64-bit integers become strings, no value becomes null. */
    private static final class Fields {
        private final StringJoiner fields = new StringJoiner(", ", "{", "}");

        Fields raw(String name, String json) {
            fields.add('"' + name + "\": " + json);
            return this;
        }

        Fields number(String name, long value) {
            return raw(name, Long.toString(value));
        }

        Fields big(String name, long value) {
            return raw(name, value == Decimals.NULL ? "null" : "\"" + value + '"');
        }

        Fields unsigned(String name, long value) {
            return raw(name, '"' + Long.toUnsignedString(value) + '"');
        }

        Fields text(String name, Object value) {
            String text = value.toString().replace("\\", "\\\\").replace("\"", "\\\"");
            return raw(name, '"' + text.replace("\t", "\\t") + '"');
        }

        /** A set prints as {rATE,sLOW}: with the first letter as in the names of its methods. */
        Fields bits(String name, Object set) {
            String names = set.toString().toUpperCase(Locale.ROOT).replaceAll("\\w+", "\"$0\"");
            String list = names.substring(1, names.length() - 1).replace(",", ", ");
            return raw(name, '[' + list + ']');
        }

        @Override
        public String toString() {
            return fields.toString();
        }
    }
}
