package io.ticktide.codecs;

import io.ticktide.codecs.sbe.EvEncoder;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.codecs.sbe.PacketHeaderEncoder;
import java.util.function.IntUnaryOperator;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** Packets for tests, message by message. */
final class PacketBuilder {
    /** 2024-08-08T09:10:11.123456789Z: each digit of the fraction differs. */
    static final long T0_NS = 1_723_108_211_123_456_789L;

    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final long sendTimeNs;
    private int end = PacketHeaderEncoder.ENCODED_LENGTH;
    private int messages;

    PacketBuilder(long sendTimeNs) {
        this.sendTimeNs = sendTimeNs;
    }

    MutableDirectBuffer buffer() {
        return buffer;
    }

    MessageHeaderEncoder header() {
        return header;
    }

    /**
     * Adds a message.
     *
     * @param encode writes header and message at the offset given, answers the limit.
     */
    PacketBuilder add(IntUnaryOperator encode) {
        end = encode.applyAsInt(end);
        messages++;
        return this;
    }

    byte[] bytes() {
        new PacketHeaderEncoder()
                .wrap(buffer, 0)
                .sendTime(sendTimeNs)
                .msgCount(messages)
                .headerLength((short) PacketHeaderEncoder.ENCODED_LENGTH)
                .packetFlags((short) 0);
        byte[] bytes = new byte[end];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    /** Fills in an event header with usual times and no bits set. */
    static EvEncoder ev(EvEncoder ev, int instrumentId, long seq, long conflated) {
        ev.tsEvent(T0_NS).tsIngress(T0_NS + 1_000_321).seq(seq).conflated(conflated);
        ev.instrumentId(instrumentId).cause().clear();
        ev.flags().clear();
        return ev;
    }
}
