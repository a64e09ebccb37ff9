package io.ticktide.cli.inspect;

import static java.util.regex.Pattern.DOTALL;

import io.ticktide.codecs.PacketListener;
import io.ticktide.codecs.PacketReader;
import io.ticktide.codecs.WireException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.concurrent.UnsafeBuffer;

/** A packet taken apart message by message, exactly. */
public final class PacketDump {
    private static final int UNKNOWN = -1;

    /** What a generated decoder prints: {@code [Quote](sbeTemplateId=16|…):ev=(…)|bidPx=…}. */
    private static final Pattern PRINTED = Pattern.compile("\\[(\\w+)]\\([^)]*\\):(.*)", DOTALL);

    /** Between fields, but not between those of a composite or of a group's entries. */
    private static final Pattern NEXT_FIELD = Pattern.compile("\\|(?![^(]*\\))(?![^\\[]*])");

    private static final Pattern BITS = Pattern.compile("\\{[^}]*}");

    private final List<Part> parts = new ArrayList<>();
    private final int lengthBytes;
    private final long sendTimeNs;
    private final String fault;

    /**
     * One message.
     *
     * @param at offset of its header in the packet, or {@link #UNKNOWN}.
     * @param fields in the order of the schema, {@code name=value}.
     */
    private record Part(String name, int at, List<String> fields) {}

    /**
     * @param packet whole: bytes after its last message are a fault.
     */
    public PacketDump(byte[] packet) {
        PacketReader reader = new PacketReader();
        lengthBytes = packet.length;
        String found = "";
        try {
            reader.read(new UnsafeBuffer(packet), 0, packet.length, new Parts());
        } catch (WireException e) {
            found = e.getMessage();
        }
        fault = found;
        sendTimeNs = reader.sendTimeNs();
    }

    /** What is wrong with the packet; empty when nothing is. */
    public String fault() {
        return fault;
    }

    /** Lines for people: the packet, then each message with offset, bytes and fields. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "packet of "
                        + lengthBytes
                        + " bytes, "
                        + parts.size()
                        + " messages, sendTime "
                        + sendTimeNs);
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            lines.add(part.name() + at(part.at()) + sized(i));
            part.fields().forEach(field -> lines.add("  " + field));
        }
        return lines;
    }

    private static String at(int offset) {
        return offset == UNKNOWN ? "" : " at " + offset;
    }

    /** The bytes of a message, where it is known that the next or the packet's end follows it. */
    private String sized(int index) {
        boolean isLast = index == parts.size() - 1;
        int at = parts.get(index).at();
        int end = isLast ? lengthBytes : parts.get(index + 1).at();
        boolean isOpen = isLast && !fault.isEmpty();
        return isOpen || at == UNKNOWN || end == UNKNOWN ? "" : ", " + (end - at) + " bytes";
    }

    /** Notes each message; all decoders print themselves. */
    private final class Parts implements PacketListener {
        private void add(int blockAt, Object decoder) {
            Matcher printed = PRINTED.matcher(decoder.toString());
            if (!printed.matches()) {
                throw new IllegalStateException("a decoder prints itself otherwise: " + decoder);
            }
            // The generated names of bits read {rATE,sLOW}.
            String fields =
                    BITS.matcher(printed.group(2))
                            .replaceAll(bits -> bits.group().toUpperCase(Locale.ROOT));
            int at = blockAt - MessageHeaderDecoder.ENCODED_LENGTH;
            parts.add(new Part(printed.group(1), at, List.of(NEXT_FIELD.split(fields))));
        }

        @Override
        public void onUnknown(int templateId) {
            parts.add(new Part("unknown template " + templateId, UNKNOWN, List.of()));
        }

        @Override
        public void onHeartbeat(HeartbeatDecoder heartbeat) {
            add(heartbeat.offset(), heartbeat);
        }

        @Override
        public void onDefinition(InstrumentDefinitionDecoder definition) {
            add(definition.offset(), definition);
        }

        @Override
        public void onQuote(QuoteDecoder quote) {
            add(quote.offset(), quote);
        }

        @Override
        public void onQuoteWide(QuoteWideDecoder quote) {
            add(quote.offset(), quote);
        }

        @Override
        public void onTrade(TradeDecoder trade) {
            add(trade.offset(), trade);
        }

        @Override
        public void onTradeSummary(TradeSummaryDecoder summary) {
            add(summary.offset(), summary);
        }

        @Override
        public void onBookDelta(BookDeltaDecoder delta) {
            add(delta.offset(), delta);
        }

        @Override
        public void onBookSnapshot(BookSnapshotDecoder snapshot) {
            add(snapshot.offset(), snapshot);
        }

        @Override
        public void onCandle(CandleDecoder candle) {
            add(candle.offset(), candle);
        }

        @Override
        public void onTradingStatus(TradingStatusDecoder status) {
            add(status.offset(), status);
        }
    }
}
