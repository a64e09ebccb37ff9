package io.ticktide.endpoint;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.PacketHeaderEncoder;
import io.ticktide.session.Dialect;
import io.ticktide.session.Message;
import org.agrona.MutableDirectBuffer;

/**
 * {@code ticktide.sbe.v1}: a packet header, then the messages as the ring holds them; only the
 * accounting of the copy is patched. A packet that {@link #finish} completed can be sent as it is.
 *
 * <p>Owner: one I/O thread.
 */
public final class BinaryDialect implements Dialect {
    private final PacketHeaderEncoder header = new PacketHeaderEncoder();

    @Override
    public boolean isText() {
        return false;
    }

    @Override
    public int mostBytes(int messageBytes) {
        return messageBytes;
    }

    @Override
    public int begin(MutableDirectBuffer frame) {
        return PacketHeaderEncoder.ENCODED_LENGTH;
    }

    @Override
    public int append(
            MutableDirectBuffer frame,
            int at,
            Message message,
            long conflated,
            int cause,
            int addedFlags) {
        frame.putBytes(at, message.buffer(), message.offset(), message.length());
        if (EventHeader.isEvent(message.templateId())) {
            EventHeader.account(frame, at, conflated, cause, addedFlags);
        }
        return at + message.length();
    }

    @Override
    public int finish(MutableDirectBuffer frame, int length, int messages, long sendTimeNs) {
        header.wrap(frame, 0)
                .sendTime(sendTimeNs)
                .msgCount(messages)
                .headerLength((short) PacketHeaderEncoder.ENCODED_LENGTH)
                .packetFlags((short) 0);
        return length;
    }
}
