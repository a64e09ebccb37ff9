package io.ticktide.perf.floor;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.codecs.sbe.PacketHeaderEncoder;
import io.ticktide.codecs.sbe.QuoteEncoder;
import org.agrona.MutableDirectBuffer;

/**
 * The bytes that Ticktide sends for a lone quote, without the WebSocket's:
 *
 * <pre>
 *   | 12 packet header | 4 message header | 60 quote |
 * </pre>
 *
 * <p>Owner: one thread. Allocates nothing after construction.
 */
public final class TickPacket {
    /** Bytes of a packet. */
    public static final int BYTES =
            PacketHeaderEncoder.ENCODED_LENGTH
                    + MessageHeaderEncoder.ENCODED_LENGTH
                    + QuoteEncoder.BLOCK_LENGTH;

    private final PacketHeaderEncoder packet = new PacketHeaderEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final QuoteEncoder quote = new QuoteEncoder();

    /**
     * Writes one.
     *
     * @param seq of the tick in its symbol, from 1.
     * @param tsEvent when it was due, ns since the Unix epoch.
     * @param nowNs ns since the Unix epoch.
     */
    public void encode(
            MutableDirectBuffer buffer, int at, int symbol, long seq, long tsEvent, long nowNs) {
        int message = at + PacketHeaderEncoder.ENCODED_LENGTH;
        packet.wrap(buffer, at)
                .sendTime(nowNs)
                .msgCount(1)
                .headerLength((short) PacketHeaderEncoder.ENCODED_LENGTH)
                .packetFlags((short) 0);
        quote.wrapAndApplyHeader(buffer, message, header);
        quote.ev().tsEvent(tsEvent).tsIngress(nowNs).instrumentId(symbol);
        EventHeader.seq(buffer, message, seq);
        EventHeader.fresh(buffer, message, Bits.FLAG_LAST_IN_EVENT);
        quote.bidPx(6_725_000).bidQty(1).askQty(1).spread(1);
    }
}
