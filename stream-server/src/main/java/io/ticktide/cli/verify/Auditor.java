package io.ticktide.cli.verify;

import io.ticktide.cli.sub.Subscription;
import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.PacketListener;
import io.ticktide.codecs.PacketReader;
import io.ticktide.codecs.WireException;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.BookSnapshotDecoder;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.Channel;
import io.ticktide.codecs.sbe.HeartbeatDecoder;
import io.ticktide.codecs.sbe.InstrumentDefinitionDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.QuoteWideDecoder;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.codecs.sbe.TradeSummaryDecoder;
import io.ticktide.codecs.sbe.TradingStatusDecoder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Checks everything that is received, message by message, over all connections of a client.
 *
 * <p>Owner: the thread that reads the connection.
 */
final class Auditor implements PacketListener {
    private static final int HEADER_BYTES = MessageHeaderDecoder.ENCODED_LENGTH;

    private final PacketReader packets = new PacketReader();
    private final Violations violations;
    private final Map<String, AuditedStream> streams = new LinkedHashMap<>();
    private final Long2ObjectHashMap<AuditedStream> granted = new Long2ObjectHashMap<>();
    private final Int2ObjectHashMap<Defined> defined = new Int2ObjectHashMap<>();
    private long messages;
    private long heartbeats;

    /** What the numbers of an instrument mean. */
    private record Defined(String symbol, int priceScale, int qtyScale) {}

    Auditor(Violations violations) {
        this.violations = violations;
    }

    /** All streams ever granted, in the order of their granting. */
    Collection<AuditedStream> streams() {
        return streams.values();
    }

    /** Data messages received. */
    long messages() {
        return messages;
    }

    long heartbeats() {
        return heartbeats;
    }

    /** A connection begins: ids and definitions are told anew. */
    void onConnected() {
        granted.clear();
        defined.clear();
    }

    /** The stream of a symbol, made when there is none. */
    AuditedStream stream(String symbol, Subscription subscription) {
        return streams.computeIfAbsent(
                symbol + ' ' + subscription.label(),
                name -> new AuditedStream(symbol, subscription, violations));
    }

    /** The server granted a stream under this id. */
    void onGranted(AuditedStream stream, int instrumentId) {
        int channel =
                Channel.valueOf(stream.subscription().channel().toUpperCase(Locale.ROOT)).value();
        granted.put(key(instrumentId, channel, stream.subscription().detailNumber()), stream);
    }

    /** Takes one binary frame. */
    void onPacket(DirectBuffer packet) {
        try {
            packets.read(packet, 0, packet.capacity(), this);
        } catch (WireException e) {
            violations.add("packet of " + packet.capacity() + " bytes: " + e.getMessage());
        }
    }

    @Override
    public void onHeartbeat(HeartbeatDecoder heartbeat) {
        heartbeats++;
        for (HeartbeatDecoder.StreamsDecoder entry : heartbeat.streams()) {
            int channel = entry.channel().value();
            AuditedStream stream =
                    find(entry.instrumentId(), channel, (int) entry.detail(), "heartbeat");
            if (stream != null) {
                int cause = entry.cause().getRaw() & 0xFF;
                stream.ledger().onHeartbeat(entry.seq(), entry.conflated(), cause);
            }
        }
    }

    @Override
    public void onDefinition(InstrumentDefinitionDecoder definition) {
        int id = definition.instrumentId();
        int priceScale = -definition.priceExp();
        int qtyScale = -definition.qtyExp();
        defined.put(id, new Defined(definition.symbol(), priceScale, qtyScale));
    }

    @Override
    public void onQuote(QuoteDecoder quote) {
        count(Channel.QUOTE, 0, quote.buffer(), quote.offset());
    }

    @Override
    public void onQuoteWide(QuoteWideDecoder quote) {
        count(Channel.QUOTE, 0, quote.buffer(), quote.offset());
    }

    @Override
    public void onTrade(TradeDecoder trade) {
        AuditedStream stream = count(Channel.TRADE, 0, trade.buffer(), trade.offset());
        if (stream != null) {
            int at = trade.offset() - HEADER_BYTES;
            stream.onTrade(
                    trade,
                    EventHeader.conflated(trade.buffer(), at),
                    EventHeader.cause(trade.buffer(), at));
        }
    }

    @Override
    public void onTradeSummary(TradeSummaryDecoder summary) {
        AuditedStream stream = count(Channel.TRADE, 0, summary.buffer(), summary.offset());
        if (stream != null) {
            int at = summary.offset() - HEADER_BYTES;
            stream.onTradeSummary(
                    summary,
                    EventHeader.conflated(summary.buffer(), at),
                    EventHeader.cause(summary.buffer(), at),
                    EventHeader.flags(summary.buffer(), at));
        }
    }

    @Override
    public void onBookDelta(BookDeltaDecoder delta) {
        int at = delta.offset() - HEADER_BYTES;
        AuditedStream stream = count(Channel.BOOK, delta.depth(), delta.buffer(), delta.offset());
        if (stream != null) {
            int flags = EventHeader.flags(delta.buffer(), at);
            long seq = EventHeader.seq(delta.buffer(), at);
            stream.book().onDelta(delta, (flags & Bits.FLAG_RESET) != 0);
            stream.onBookEvent(seq, flags);
        }
    }

    @Override
    public void onBookSnapshot(BookSnapshotDecoder snapshot) {
        int at = snapshot.offset() - HEADER_BYTES;
        AuditedStream stream =
                count(Channel.BOOK, snapshot.depth(), snapshot.buffer(), snapshot.offset());
        if (stream != null) {
            int flags = EventHeader.flags(snapshot.buffer(), at);
            long seq = EventHeader.seq(snapshot.buffer(), at);
            stream.book().onSnapshot(snapshot);
            stream.onBookEvent(seq, flags);
        }
    }

    @Override
    public void onCandle(CandleDecoder candle) {
        int detail = (int) candle.intervalSec();
        count(Channel.CANDLE, detail, candle.buffer(), candle.offset());
    }

    @Override
    public void onTradingStatus(TradingStatusDecoder status) {
        count(Channel.STATUS, 0, status.buffer(), status.offset());
    }

    @Override
    public void onUnknown(int templateId) {
        violations.add("message of unknown template " + templateId);
    }

    /** Accounts for a message; null when there is nothing more to do with it. */
    private AuditedStream count(Channel channel, int detail, DirectBuffer buffer, int blockAt) {
        int at = blockAt - HEADER_BYTES;
        if ((EventHeader.flags(buffer, at) & Bits.FLAG_RETRANSMIT) != 0) {
            return null;
        }
        messages++;
        int id = EventHeader.instrumentId(buffer, at);
        AuditedStream stream = find(id, channel.value(), detail, "message");
        if (stream == null) {
            return null;
        }
        Defined meaning = defined.get(id);
        if (meaning == null || !meaning.symbol().equals(stream.symbol())) {
            violations.add(
                    stream.ledger().name()
                            + " seq "
                            + EventHeader.seq(buffer, at)
                            + ": instrument "
                            + id
                            + " is "
                            + (meaning == null ? "not defined" : meaning.symbol())
                            + ", expected the definition of "
                            + stream.symbol()
                            + " before its first message");
        } else {
            stream.scales(meaning.priceScale(), meaning.qtyScale());
        }
        stream.ledger()
                .onMessage(
                        EventHeader.seq(buffer, at),
                        EventHeader.conflated(buffer, at),
                        EventHeader.cause(buffer, at));
        if (isSourceEvent(buffer, at, detail)) {
            stream.onSourceEvent(buffer, at);
        }
        return stream;
    }

    /** Whether a message tells one event of the source's just as the source did. */
    private static boolean isSourceEvent(DirectBuffer buffer, int at, int detail) {
        boolean isState = (EventHeader.flags(buffer, at) & Bits.FLAG_SNAPSHOT) != 0;
        return switch (EventHeader.templateId(buffer, at)) {
            case QuoteDecoder.TEMPLATE_ID,
                    QuoteWideDecoder.TEMPLATE_ID,
                    TradeDecoder.TEMPLATE_ID,
                    TradingStatusDecoder.TEMPLATE_ID ->
                    !isState;
            case BookDeltaDecoder.TEMPLATE_ID -> !isState && detail == 0;
            default -> false;
        };
    }

    private AuditedStream find(int instrumentId, int channel, int detail, String what) {
        AuditedStream stream = granted.get(key(instrumentId, channel, detail));
        if (stream == null) {
            violations.add(
                    what
                            + " of a stream that was not granted: instrument "
                            + instrumentId
                            + ", channel "
                            + channel
                            + ", detail "
                            + detail);
        }
        return stream;
    }

    private static long key(int instrumentId, int channel, int detail) {
        return ((long) instrumentId << 40) | ((long) channel << 32) | detail;
    }
}
