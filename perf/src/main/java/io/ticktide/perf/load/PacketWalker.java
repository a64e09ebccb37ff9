package io.ticktide.perf.load;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.BookSnapshotDecoder;
import io.ticktide.codecs.sbe.HeartbeatDecoder;
import io.ticktide.codecs.sbe.InstrumentDefinitionDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.codecs.sbe.PacketHeaderDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Goes through the messages of a packet without decoding them: only the header that all events
 * share is read, by its offsets.
 *
 * <p>Thread-safe: no state. Allocates only to fail.
 */
final class PacketWalker {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int PACKET_HEADER = PacketHeaderDecoder.ENCODED_LENGTH;
    private static final int MESSAGES_AT = PacketHeaderDecoder.msgCountEncodingOffset();
    private static final int HEADER_LENGTH_AT = PacketHeaderDecoder.headerLengthEncodingOffset();
    private static final int SCHEMA_AT = MessageHeaderDecoder.schemaIdEncodingOffset();
    private static final int GROUP_HEADER = HeartbeatDecoder.StreamsDecoder.sbeHeaderSize();
    private static final int TEXTS_OF_DEFINITION = 4;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    /** Takes the messages of one connection; the bytes are valid until the call returns. */
    interface Listener {
        /**
         * A market-data message.
         *
         * @param offset of its message header; see {@link EventHeader}.
         * @param sendTimeNs server clock when its packet was written, ns since the Unix epoch.
         */
        void onEvent(DirectBuffer buffer, int offset, long sendTimeNs);

        /** A silent stream's position out of a heartbeat. */
        void onPosition(int instrumentId, long seq, long conflated);
    }

    private PacketWalker() {}

    /**
     * Tells all messages of a packet.
     *
     * @throws BadFrame when the packet is not exactly its messages.
     */
    static void walk(DirectBuffer buffer, int offset, int length, Listener listener) {
        int end = offset + length;
        int skipped = length < PACKET_HEADER ? 0 : buffer.getByte(offset + HEADER_LENGTH_AT) & 0xFF;
        if (skipped < PACKET_HEADER) {
            throw new BadFrame("a packet of " + length + " bytes, header of " + skipped);
        }
        long sendTimeNs = buffer.getLong(offset, ORDER);
        int messages = buffer.getShort(offset + MESSAGES_AT, ORDER) & 0xFFFF;
        int at = offset + skipped;
        for (int i = 0; i < messages; i++) {
            require(at + HEADER, end);
            int templateId = EventHeader.templateId(buffer, at);
            int after = at + HEADER + (buffer.getByte(at) & 0xFF);
            if (EventHeader.isEvent(templateId)) {
                require(Math.max(after, at + EventHeader.LENGTH), end);
                checkSchema(buffer, at);
                listener.onEvent(buffer, at, sendTimeNs);
                if (templateId == BookDeltaDecoder.TEMPLATE_ID) {
                    after = afterGroup(buffer, after, end);
                } else if (templateId == BookSnapshotDecoder.TEMPLATE_ID) {
                    after = afterGroup(buffer, afterGroup(buffer, after, end), end);
                }
            } else {
                require(after, end);
                checkSchema(buffer, at);
                after = afterSessionMessage(buffer, after, end, templateId, listener);
            }
            at = after;
        }
        if (at != end) {
            throw new BadFrame((end - at) + " bytes are left over in a packet");
        }
    }

    private static int afterSessionMessage(
            DirectBuffer buffer, int at, int end, int templateId, Listener listener) {
        if (templateId == HeartbeatDecoder.TEMPLATE_ID) {
            int after = afterGroup(buffer, at, end);
            tellPositions(buffer, at, listener);
            return after;
        }
        if (templateId == InstrumentDefinitionDecoder.TEMPLATE_ID) {
            int after = at;
            for (int i = 0; i < TEXTS_OF_DEFINITION; i++) {
                require(after + 1, end);
                after += 1 + (buffer.getByte(after) & 0xFF);
                require(after, end);
            }
            return after;
        }
        return at;
    }

    private static void tellPositions(DirectBuffer buffer, int at, Listener listener) {
        int length = buffer.getByte(at) & 0xFF;
        int count = buffer.getShort(at + 1, ORDER) & 0xFFFF;
        int entry = at + GROUP_HEADER;
        for (int i = 0; i < count; i++) {
            // Heartbeat.streams: seq, conflated, detail, instrumentId.
            long seq = buffer.getLong(entry, ORDER);
            long conflated = buffer.getInt(entry + 8, ORDER) & 0xFFFF_FFFFL;
            int instrumentId = buffer.getShort(entry + 16, ORDER) & 0xFFFF;
            listener.onPosition(instrumentId, seq, conflated);
            entry += length;
        }
    }

    private static int afterGroup(DirectBuffer buffer, int at, int end) {
        require(at + GROUP_HEADER, end);
        int entryLength = buffer.getByte(at) & 0xFF;
        int count = buffer.getShort(at + 1, ORDER) & 0xFFFF;
        int after = at + GROUP_HEADER + entryLength * count;
        require(after, end);
        return after;
    }

    private static void checkSchema(DirectBuffer buffer, int at) {
        int schema = buffer.getByte(at + SCHEMA_AT) & 0xFF;
        if (schema != MessageHeaderDecoder.SCHEMA_ID) {
            throw new BadFrame(
                    "a message of schema " + schema + ", not " + MessageHeaderDecoder.SCHEMA_ID);
        }
    }

    private static void require(int at, int end) {
        if (at > end) {
            throw new BadFrame("a message that ends " + (at - end) + " bytes after its packet");
        }
    }
}
