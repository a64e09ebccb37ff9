package io.ticktide.perf.load;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BookSnapshotEncoder;
import io.ticktide.codecs.sbe.Channel;
import io.ticktide.codecs.sbe.HeartbeatEncoder;
import io.ticktide.codecs.sbe.InstrumentDefinitionEncoder;
import io.ticktide.codecs.sbe.InstrumentKind;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.codecs.sbe.PacketHeaderEncoder;
import io.ticktide.codecs.sbe.QuoteEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes packets as the server does, one message after another. */
final class Packets {
    static final long SEND_TIME_NS = 1_700_000_000_000_000_500L;

    final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4_096]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PacketHeaderEncoder packet = new PacketHeaderEncoder();
    private int at = PacketHeaderEncoder.ENCODED_LENGTH;
    private int messages;

    Packets quote(int instrumentId, long tsEvent, long seq, int conflated, int flags) {
        QuoteEncoder quote = new QuoteEncoder().wrapAndApplyHeader(buffer, at, header);
        quote.ev().tsEvent(tsEvent).tsIngress(tsEvent + 10).instrumentId(instrumentId);
        EventHeader.seq(buffer, at, seq);
        EventHeader.account(buffer, at, conflated, 0, flags);
        quote.bidPx(1).bidQty(2).askQty(3).spread(1);
        return added(quote.encodedLength());
    }

    Packets heartbeat(int instrumentId, long seq, int conflated) {
        HeartbeatEncoder heartbeat = new HeartbeatEncoder().wrapAndApplyHeader(buffer, at, header);
        heartbeat.serverTime(1);
        heartbeat
                .streamsCount(1)
                .next()
                .seq(seq)
                .conflated(conflated)
                .detail(0)
                .instrumentId(instrumentId)
                .channel(Channel.QUOTE);
        return added(heartbeat.encodedLength());
    }

    Packets definition() {
        InstrumentDefinitionEncoder definition =
                new InstrumentDefinitionEncoder().wrapAndApplyHeader(buffer, at, header);
        definition.tickSize(1).lotSize(1).instrumentId(0).priceExp((byte) -2).qtyExp((byte) 0);
        definition.kind(InstrumentKind.EQUITY);
        definition.symbol("AAPL").description("Apple Inc.").venue("SIM").currency("USD");
        return added(definition.encodedLength());
    }

    Packets snapshot(int instrumentId, long seq) {
        BookSnapshotEncoder book = new BookSnapshotEncoder().wrapAndApplyHeader(buffer, at, header);
        book.ev().tsEvent(5).instrumentId(instrumentId);
        EventHeader.seq(buffer, at, seq);
        EventHeader.fresh(buffer, at, 0);
        book.depth(2);
        book.bidsCount(2).next().price(5).qty(1).next().price(4).qty(1);
        book.asksCount(1).next().price(6).qty(1);
        return added(book.encodedLength());
    }

    /** Bytes of the packet. */
    int length() {
        packet.wrap(buffer, 0)
                .sendTime(SEND_TIME_NS)
                .msgCount(messages)
                .headerLength((short) PacketHeaderEncoder.ENCODED_LENGTH)
                .packetFlags((short) 0);
        return at;
    }

    /** The packet as a WebSocket frame of at most 125 or 65,535 bytes. */
    byte[] frame() {
        int length = length();
        int head = length < 126 ? 2 : 4;
        byte[] frame = new byte[head + length];
        frame[0] = (byte) 0x82;
        frame[1] = (byte) (length < 126 ? length : 126);
        if (head == 4) {
            frame[2] = (byte) (length >> 8);
            frame[3] = (byte) length;
        }
        buffer.getBytes(0, frame, head, length);
        return frame;
    }

    private Packets added(int blockAndRest) {
        at += MessageHeaderEncoder.ENCODED_LENGTH + blockAndRest;
        messages++;
        return this;
    }
}
