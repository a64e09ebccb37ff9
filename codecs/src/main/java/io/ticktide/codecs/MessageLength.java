package io.ticktide.codecs;

import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.BookSnapshotDecoder;
import io.ticktide.codecs.sbe.HeartbeatDecoder;
import io.ticktide.codecs.sbe.InstrumentDefinitionDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * How long a message is, told by the message itself: its block, its groups, its texts.
 *
 * <p>Thread-safe: no state.
 */
public final class MessageLength {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int GROUP_HEADER = 3;
    private static final int TEXTS_OF_DEFINITION = 4;

    private MessageLength() {}

    /**
     * Bytes of a message, header included.
     *
     * @throws IndexOutOfBoundsException when the buffer ends before the message's lengths are told.
     */
    public static int of(DirectBuffer buffer, int offset) {
        int fixed = HEADER + (buffer.getByte(offset) & 0xFF);
        return switch (EventHeader.templateId(buffer, offset)) {
            case BookDeltaDecoder.TEMPLATE_ID, HeartbeatDecoder.TEMPLATE_ID ->
                    fixed + group(buffer, offset + fixed);
            case BookSnapshotDecoder.TEMPLATE_ID -> {
                int bids = group(buffer, offset + fixed);
                yield fixed + bids + group(buffer, offset + fixed + bids);
            }
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> {
                int length = fixed;
                for (int i = 0; i < TEXTS_OF_DEFINITION; i++) {
                    length += 1 + (buffer.getByte(offset + length) & 0xFF);
                }
                yield length;
            }
            default -> fixed;
        };
    }

    private static int group(DirectBuffer buffer, int offset) {
        int blockLength = buffer.getByte(offset) & 0xFF;
        int count = buffer.getShort(offset + 1, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        return GROUP_HEADER + blockLength * count;
    }
}
