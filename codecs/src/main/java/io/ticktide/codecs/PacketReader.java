package io.ticktide.codecs;

import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.BookSnapshotDecoder;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.HeartbeatDecoder;
import io.ticktide.codecs.sbe.InstrumentDefinitionDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.PacketHeaderDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.QuoteWideDecoder;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.codecs.sbe.TradeSummaryDecoder;
import io.ticktide.codecs.sbe.TradingStatusDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Takes packets (the binary WebSocket frames) apart, exactly: every message lies within the bytes
 * received and none are left over. The end of a message is found before its listener is called, so
 * a forged length cannot make a flyweight read its neighbour.
 *
 * <p>Owner: one thread. Allocates only to fail.
 */
public final class PacketReader {
    private static final int GROUP_HEADER_LENGTH = 3;
    private static final int TEXT_HEADER_LENGTH = 1;
    private static final int TEXTS_OF_DEFINITION = 4;

    private final PacketHeaderDecoder packet = new PacketHeaderDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final HeartbeatDecoder heartbeat = new HeartbeatDecoder();
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final QuoteWideDecoder quoteWide = new QuoteWideDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final TradeSummaryDecoder summary = new TradeSummaryDecoder();
    private final BookDeltaDecoder delta = new BookDeltaDecoder();
    private final CandleDecoder candle = new CandleDecoder();
    private final BookSnapshotDecoder snapshot = new BookSnapshotDecoder();
    private final TradingStatusDecoder status = new TradingStatusDecoder();

    private DirectBuffer buffer;
    private int start;
    private int end;
    private long sendTimeNs;

    /** Server clock when the last packet was written, ns since the Unix epoch. */
    public long sendTimeNs() {
        return sendTimeNs;
    }

    /**
     * Reads one packet.
     *
     * @param length bytes of the packet, from {@code offset} on.
     * @return messages in it, unknown ones included.
     * @throws WireException on another schema, truncated data or left-over bytes. Messages before
     *     the fault have been told by then.
     */
    public int read(DirectBuffer source, int offset, int length, PacketListener listener) {
        source.boundsCheck(offset, length);
        buffer = source;
        start = offset;
        end = offset + length;
        require("packet header", offset, PacketHeaderDecoder.ENCODED_LENGTH);
        packet.wrap(source, offset);
        sendTimeNs = packet.sendTime();
        int count = packet.msgCount();
        int skipped = packet.headerLength();
        if (skipped < PacketHeaderDecoder.ENCODED_LENGTH) {
            throw new WireException("packet header says headerLength=" + skipped + ", below 12");
        }
        require("packet header", offset, skipped);
        int at = offset + skipped;
        for (int i = 0; i < count; i++) {
            at = readMessage(at, listener);
        }
        if (at != end) {
            throw new WireException(
                    (end - at) + " bytes are left over after " + count + " messages");
        }
        return count;
    }

    private int readMessage(int headerAt, PacketListener listener) {
        require("message header", headerAt, MessageHeaderDecoder.ENCODED_LENGTH);
        header.wrap(buffer, headerAt);
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID) {
            throw new WireException(
                    "message at offset "
                            + (headerAt - start)
                            + " has schema "
                            + header.schemaId()
                            + ", not "
                            + MessageHeaderDecoder.SCHEMA_ID);
        }
        int at = headerAt + MessageHeaderDecoder.ENCODED_LENGTH;
        int length = header.blockLength();
        int version = header.version();
        require("block", at, length);
        int after = at + length;
        switch (header.templateId()) {
            case HeartbeatDecoder.TEMPLATE_ID -> {
                requireBlock(length, HeartbeatDecoder.BLOCK_LENGTH);
                after = afterGroup(after, HeartbeatDecoder.StreamsDecoder.sbeBlockLength());
                listener.onHeartbeat(heartbeat.wrap(buffer, at, length, version));
            }
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> {
                requireBlock(length, InstrumentDefinitionDecoder.BLOCK_LENGTH);
                for (int i = 0; i < TEXTS_OF_DEFINITION; i++) {
                    after = afterText(after);
                }
                listener.onDefinition(definition.wrap(buffer, at, length, version));
            }
            case QuoteDecoder.TEMPLATE_ID -> {
                requireBlock(length, QuoteDecoder.BLOCK_LENGTH);
                listener.onQuote(quote.wrap(buffer, at, length, version));
            }
            case QuoteWideDecoder.TEMPLATE_ID -> {
                requireBlock(length, QuoteWideDecoder.BLOCK_LENGTH);
                listener.onQuoteWide(quoteWide.wrap(buffer, at, length, version));
            }
            case TradeDecoder.TEMPLATE_ID -> {
                requireBlock(length, TradeDecoder.BLOCK_LENGTH);
                listener.onTrade(trade.wrap(buffer, at, length, version));
            }
            case TradeSummaryDecoder.TEMPLATE_ID -> {
                requireBlock(length, TradeSummaryDecoder.BLOCK_LENGTH);
                listener.onTradeSummary(summary.wrap(buffer, at, length, version));
            }
            case BookDeltaDecoder.TEMPLATE_ID -> {
                requireBlock(length, BookDeltaDecoder.BLOCK_LENGTH);
                after = afterGroup(after, BookDeltaDecoder.LevelsDecoder.sbeBlockLength());
                listener.onBookDelta(delta.wrap(buffer, at, length, version));
            }
            case CandleDecoder.TEMPLATE_ID -> {
                requireBlock(length, CandleDecoder.BLOCK_LENGTH);
                listener.onCandle(candle.wrap(buffer, at, length, version));
            }
            case BookSnapshotDecoder.TEMPLATE_ID -> {
                requireBlock(length, BookSnapshotDecoder.BLOCK_LENGTH);
                after = afterGroup(after, BookSnapshotDecoder.BidsDecoder.sbeBlockLength());
                after = afterGroup(after, BookSnapshotDecoder.AsksDecoder.sbeBlockLength());
                listener.onBookSnapshot(snapshot.wrap(buffer, at, length, version));
            }
            case TradingStatusDecoder.TEMPLATE_ID -> {
                requireBlock(length, TradingStatusDecoder.BLOCK_LENGTH);
                listener.onTradingStatus(status.wrap(buffer, at, length, version));
            }
            // PROTOCOL.md, "History": templates of later versions are one fixed block.
            default -> listener.onUnknown(header.templateId());
        }
        return after;
    }

    private int afterGroup(int at, int entryLength) {
        require("group header", at, GROUP_HEADER_LENGTH);
        int length = buffer.getByte(at) & 0xFF;
        int count = buffer.getShort(at + 1, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        requireBlock(length, entryLength);
        require("group", at + GROUP_HEADER_LENGTH, length * count);
        return at + GROUP_HEADER_LENGTH + length * count;
    }

    private int afterText(int at) {
        require("text length", at, TEXT_HEADER_LENGTH);
        int length = buffer.getByte(at) & 0xFF;
        require("text", at + TEXT_HEADER_LENGTH, length);
        return at + TEXT_HEADER_LENGTH + length;
    }

    /** No sender's block is shorter than ours: version 1 of the schema is the first. */
    private void requireBlock(int length, int least) {
        if (length < least) {
            throw new WireException(
                    "template "
                            + header.templateId()
                            + " has a block of "
                            + length
                            + " bytes, at least "
                            + least
                            + " are needed");
        }
    }

    private void require(String what, int at, int length) {
        if (length > end - at) {
            throw new WireException(
                    what
                            + " needs "
                            + length
                            + " bytes at offset "
                            + (at - start)
                            + ", the packet ends at "
                            + (end - start));
        }
    }
}
