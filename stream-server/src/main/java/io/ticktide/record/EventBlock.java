package io.ticktide.record;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.MessageCopy;
import io.ticktide.codecs.recording.EventDigest;
import io.ticktide.codecs.recording.RecordingWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Messages on their way to the disk, one after the other.
 *
 * <p>Owner: whoever fills it, then whoever writes it.
 */
final class EventBlock implements Part {
    /** Bytes of messages that it takes. */
    static final int BYTES = 256 << 10;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);
    private final UnsafeBuffer messages = new UnsafeBuffer(bytes);
    private int length;
    private int count;
    private int events;
    private long digest;
    private long firstTimeNs;
    private long lastTimeNs;

    boolean hasRoom(int messageLength) {
        return length + messageLength <= BYTES;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Messages in it. */
    int count() {
        return count;
    }

    /** Messages in it that are source events. */
    int events() {
        return events;
    }

    /** Sum of {@link EventDigest} of them. */
    long digest() {
        return digest;
    }

    /**
     * Takes over a message, for which there is room.
     *
     * @param timeNs the recording time that it led to.
     */
    void add(DirectBuffer message, int offset, int messageLength, long timeNs) {
        MessageCopy.copy(messages, length, message, offset, messageLength);
        if (EventHeader.isEvent(EventHeader.templateId(message, offset))) {
            digest += EventDigest.of(messages, length);
            events++;
        }
        length += messageLength;
        if (count++ == 0) {
            firstTimeNs = timeNs;
        }
        lastTimeNs = timeNs;
    }

    @Override
    public void write(RecordingWriter writer, long nowNs) throws IOException {
        writer.events(
                bytes.duplicate().clear().limit(length), count, firstTimeNs, lastTimeNs, digest);
    }

    void clear() {
        length = 0;
        count = 0;
        events = 0;
        digest = 0;
    }
}
