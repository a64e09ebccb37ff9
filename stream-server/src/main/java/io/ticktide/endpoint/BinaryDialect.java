package io.ticktide.endpoint;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.MessageCopy;
import io.ticktide.codecs.sbe.PacketHeaderEncoder;
import io.ticktide.session.Dialect;
import io.ticktide.session.Message;
import io.ticktide.websocket.ServerFrames;
import java.nio.ByteBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * {@code ticktide.sbe.v1}: the frame's header, a packet header, then the messages as the ring holds
 * them; only the accounting of the copy is patched. A packet that {@link #finish} completed can be
 * sent as it is.
 *
 * <p>Owner: one I/O thread.
 */
public final class BinaryDialect implements Dialect {
    private static final int FIRST_MESSAGE =
            ServerFrames.HEADROOM + PacketHeaderEncoder.ENCODED_LENGTH;

    private final PacketHeaderEncoder header = new PacketHeaderEncoder();
    private int start;

    @Override
    public int mostBytes(int messageBytes) {
        return messageBytes;
    }

    @Override
    public int begin(MutableDirectBuffer frame) {
        return FIRST_MESSAGE;
    }

    @Override
    public int append(
            MutableDirectBuffer frame,
            int at,
            Message message,
            long conflated,
            int cause,
            int addedFlags) {
        MessageCopy.copy(frame, at, message.buffer(), message.offset(), message.length());
        if (EventHeader.isEvent(message.templateId())) {
            EventHeader.account(frame, at, conflated, cause, addedFlags);
        }
        return at + message.length();
    }

    @Override
    public int finish(MutableDirectBuffer frame, int end, int messages, long sendTimeNs) {
        header.wrap(frame, ServerFrames.HEADROOM)
                .sendTime(sendTimeNs)
                .msgCount(messages)
                .headerLength((short) PacketHeaderEncoder.ENCODED_LENGTH)
                .packetFlags((short) 0);
        start = ServerFrames.head(frame, ServerFrames.HEADROOM, end, false);
        return end;
    }

    @Override
    public int start() {
        return start;
    }

    @Override
    public ByteBuffer answer(byte[] utf8) {
        return ServerFrames.text(utf8);
    }
}
