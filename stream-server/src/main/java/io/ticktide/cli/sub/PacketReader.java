package io.ticktide.cli.sub;

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
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.codecs.sbe.TradeSummaryDecoder;
import io.ticktide.codecs.sbe.TradingStatusDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/**
 * Reads {@code ticktide.sbe.v1}: packets of SBE messages, decoded exactly on the bytes received.
 *
 * <p>Owner: the WebSocket's listener.
 */
final class PacketReader implements DataReader {
    private final PacketHeaderDecoder packet = new PacketHeaderDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final HeartbeatDecoder heartbeat = new HeartbeatDecoder();
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final QuoteWideDecoder quoteWide = new QuoteWideDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final TradeSummaryDecoder summary = new TradeSummaryDecoder();
    private final CandleDecoder candle = new CandleDecoder();
    private final BookDeltaDecoder delta = new BookDeltaDecoder();
    private final BookSnapshotDecoder snapshot = new BookSnapshotDecoder();
    private final TradingStatusDecoder status = new TradingStatusDecoder();
    private final Map<Integer, Definition> definitions = new HashMap<>();
    private final Accounting accounting;
    private final Rows rows;
    private final Consumer<String> lines;

    /**
     * @param lines takes each line to print.
     */
    PacketReader(Accounting accounting, Rows rows, Consumer<String> lines) {
        this.accounting = accounting;
        this.rows = rows;
        this.lines = lines;
    }

    @Override
    public String subprotocol() {
        return "ticktide.sbe.v1";
    }

    @Override
    public void onPacket(DirectBuffer bytes) {
        int message = 0;
        try {
            packet.wrap(bytes, 0);
            int at = packet.headerLength();
            for (int count = packet.msgCount(); message < count; message++) {
                at = onMessage(bytes, at);
            }
            if (at != bytes.capacity()) {
                int left = bytes.capacity() - at;
                throw new ProtocolError("packet has " + left + " bytes after its last message");
            }
        } catch (IndexOutOfBoundsException e) {
            throw new ProtocolError(
                    "packet of " + bytes.capacity() + " bytes ends inside message " + message, e);
        }
    }

    private int onMessage(DirectBuffer bytes, int at) {
        header.wrap(bytes, at);
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID) {
            throw new ProtocolError("message of unknown schema " + header.schemaId());
        }
        switch (header.templateId()) {
            case QuoteDecoder.TEMPLATE_ID -> {
                quote.wrapAndApplyHeader(bytes, at, header);
                print("quote", 0, quote.ev(), rows.quote(definitionOf(quote.ev()), quote));
                return quote.limit();
            }
            case QuoteWideDecoder.TEMPLATE_ID -> {
                quoteWide.wrapAndApplyHeader(bytes, at, header);
                Definition def = definitionOf(quoteWide.ev());
                print("quote", 0, quoteWide.ev(), rows.quote(def, quoteWide));
                return quoteWide.limit();
            }
            case TradeDecoder.TEMPLATE_ID -> {
                trade.wrapAndApplyHeader(bytes, at, header);
                print("trade", 0, trade.ev(), rows.trade(definitionOf(trade.ev()), trade));
                return trade.limit();
            }
            case TradeSummaryDecoder.TEMPLATE_ID -> {
                summary.wrapAndApplyHeader(bytes, at, header);
                print("trade", 0, summary.ev(), rows.trades(definitionOf(summary.ev()), summary));
                return summary.limit();
            }
            case CandleDecoder.TEMPLATE_ID -> {
                candle.wrapAndApplyHeader(bytes, at, header);
                int intervalSec = (int) candle.intervalSec();
                Definition def = definitionOf(candle.ev());
                print("candle", intervalSec, candle.ev(), rows.candle(def, candle));
                return candle.limit();
            }
            case BookDeltaDecoder.TEMPLATE_ID -> {
                delta.wrapAndApplyHeader(bytes, at, header);
                Definition def = definitionOf(delta.ev());
                print("book", delta.depth(), delta.ev(), rows.bookChange(def, delta));
                delta.sbeSkip();
                return delta.limit();
            }
            case BookSnapshotDecoder.TEMPLATE_ID -> {
                snapshot.wrapAndApplyHeader(bytes, at, header);
                Definition def = definitionOf(snapshot.ev());
                print("book", snapshot.depth(), snapshot.ev(), rows.book(def, snapshot));
                snapshot.sbeSkip();
                return snapshot.limit();
            }
            case TradingStatusDecoder.TEMPLATE_ID -> {
                status.wrapAndApplyHeader(bytes, at, header);
                print("status", 0, status.ev(), rows.status(definitionOf(status.ev()), status));
                return status.limit();
            }
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> {
                return onDefinition(bytes, at);
            }
            case HeartbeatDecoder.TEMPLATE_ID -> {
                heartbeat.wrapAndApplyHeader(bytes, at, header);
                onHeartbeat();
                return heartbeat.limit();
            }
            default -> throw new ProtocolError("unknown message " + header.templateId());
        }
    }

    private void onHeartbeat() {
        for (HeartbeatDecoder.StreamsDecoder entry : heartbeat.streams()) {
            String channel = entry.channel().name().toLowerCase(Locale.ROOT);
            accounting.takeSilent(
                    new StreamKey(entry.instrumentId(), channel, (int) entry.detail()),
                    entry.seq(),
                    entry.conflated());
        }
    }

    private int onDefinition(DirectBuffer bytes, int at) {
        definition.wrapAndApplyHeader(bytes, at, header);
        int id = definition.instrumentId();
        int priceScale = -definition.priceExp();
        int qtyScale = -definition.qtyExp();
        definitions.put(id, new Definition(definition.symbol(), priceScale, qtyScale));
        definition.skipDescription();
        definition.skipVenue();
        definition.skipCurrency();
        return definition.limit();
    }

    private Definition definitionOf(EvDecoder ev) {
        Definition known = definitions.get(ev.instrumentId());
        if (known == null) {
            throw new ProtocolError("instrument " + ev.instrumentId() + " was never defined");
        }
        return known;
    }

    private void print(String channel, int intervalSec, EvDecoder ev, String row) {
        StreamKey stream = new StreamKey(ev.instrumentId(), channel, intervalSec);
        if (accounting.take(stream, ev.seq(), ev.conflated())) {
            lines.accept(row);
        }
    }
}
