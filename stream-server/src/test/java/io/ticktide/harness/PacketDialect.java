package io.ticktide.harness;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.PacketHeaderEncoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.session.Dialect;
import io.ticktide.session.Message;
import io.ticktide.websocket.ServerFrames;
import java.nio.ByteBuffer;
import org.agrona.MutableDirectBuffer;

/** Packets as the binary protocol has them, so that sessions are tested without an endpoint. */
public final class PacketDialect implements Dialect {
    private final PacketHeaderEncoder header = new PacketHeaderEncoder();
    private int start;

    @Override
    public int mostBytes(int messageBytes) {
        return messageBytes;
    }

    @Override
    public int begin(MutableDirectBuffer frame) {
        return ServerFrames.HEADROOM + PacketHeaderEncoder.ENCODED_LENGTH;
    }

    @Override
    public int append(
            MutableDirectBuffer frame,
            int at,
            Message message,
            long conflated,
            int cause,
            int added) {
        frame.putBytes(at, message.buffer(), message.offset(), message.length());
        if (message.templateId() >= QuoteDecoder.TEMPLATE_ID) {
            EventHeader.account(frame, at, conflated, cause, added);
        }
        return at + message.length();
    }

    @Override
    public int finish(MutableDirectBuffer frame, int end, int messages, long sendTimeNs) {
        header.wrap(frame, ServerFrames.HEADROOM).sendTime(sendTimeNs).msgCount(messages);
        header.headerLength((short) PacketHeaderEncoder.ENCODED_LENGTH).packetFlags((short) 0);
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
