package io.ticktide.perf;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.PacketHeaderDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.endpoint.BinaryDialect;
import io.ticktide.session.Message;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * A client in Java: decodes a packet of quotes and trades in turn with the generated decoders and
 * reads every field that changes.
 */
public class PacketBenchmark extends StageBenchmark {
    static final int MESSAGES = 64;

    private final UnsafeBuffer packet = packet();
    private final PacketHeaderDecoder packetHeader = new PacketHeaderDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private int decodedBytes;

    /** Per message; returns the sum of the fields, so that none is left unread. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long decode() {
        packetHeader.wrap(packet, 0);
        long sum = packetHeader.sendTime();
        int at = packetHeader.headerLength();
        for (int left = packetHeader.msgCount(); left > 0; left--) {
            int templateId = EventHeader.templateId(packet, at);
            if (templateId == QuoteDecoder.TEMPLATE_ID) {
                quote.wrapAndApplyHeader(packet, at, header);
                sum += quote.ev().tsEvent() + quote.ev().seq() + quote.ev().conflated();
                sum += quote.bidPx() + quote.bidQty() + quote.askQty() + quote.spread();
                at = quote.limit();
            } else {
                trade.wrapAndApplyHeader(packet, at, header);
                sum += trade.ev().tsEvent() + trade.ev().seq() + trade.ev().conflated();
                sum += trade.price() + trade.qty() + trade.tradeId();
                at = trade.limit();
            }
        }
        decodedBytes = at;
        return sum;
    }

    /** Where the last decode ended. */
    int decodedBytes() {
        return decodedBytes;
    }

    int packetBytes() {
        return packet.capacity();
    }

    private static UnsafeBuffer packet() {
        List<UnsafeBuffer> quotes = TapeRing.messages(false);
        List<UnsafeBuffer> trades = TapeRing.messages(true);
        ExpandableArrayBuffer frame = new ExpandableArrayBuffer();
        BinaryDialect dialect = new BinaryDialect();
        Message message = new Message();
        int end = dialect.begin(frame);
        // Before it is the room for the WebSocket header, which a client has taken off.
        int start = end - PacketHeaderDecoder.ENCODED_LENGTH;
        for (int i = 0; i < MESSAGES; i++) {
            UnsafeBuffer event = (i % 2 == 0 ? quotes : trades).get(i / 2);
            message.wrap(event, 0, event.capacity());
            end = dialect.append(frame, end, message, 0, 0, 0);
        }
        end = dialect.finish(frame, end, MESSAGES, StoppedClock.NOW_NS);
        // Wrapped on exactly the packet's bytes, as a received one is.
        byte[] bytes = new byte[end - start];
        frame.getBytes(start, bytes);
        return new UnsafeBuffer(bytes);
    }
}
