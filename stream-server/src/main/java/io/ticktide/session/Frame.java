package io.ticktide.session;

import io.ticktide.codecs.EventHeader;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One frame on its way to a socket: a packet that is being filled, or bytes that are complete.
 *
 * <p>Owner: one I/O thread.
 */
final class Frame {
    /** Room that {@link Dialect#finish} may need behind the last message. */
    static final int FINISH_BYTES = 16;

    /** The packet header counts messages in 16 bits. */
    private static final int MOST_MESSAGES = 65_535;

    private UnsafeBuffer buffer;
    private ByteBuffer bytes;
    private int length;
    private int messages;
    private boolean sealed;
    private long oldestIngressNs;

    /** Becomes an empty packet with room for a first message. */
    Frame begin(Dialect dialect, FramePool pool, int firstBytes) {
        buffer = pool.borrow(firstBytes + 3 * FINISH_BYTES);
        length = dialect.begin(buffer);
        return this;
    }

    /** Becomes an answer. */
    Frame answer(FramePool pool, ByteBuffer complete) {
        bytes = complete;
        pool.count(bytes.capacity());
        return this;
    }

    /** Becomes a copy of what is left of a frame that others get, too. */
    Frame restOf(ByteBuffer shared, FramePool pool) {
        int rest = shared.remaining();
        buffer = pool.borrow(rest);
        buffer.putBytes(0, shared, shared.position(), rest);
        bytes = buffer.byteBuffer();
        bytes.limit(rest).position(0);
        return this;
    }

    /** Whether so many bytes more fit the buffer that it has. */
    boolean hasSpare(int moreBytes) {
        return length + moreBytes + FINISH_BYTES <= buffer.capacity();
    }

    /** Whether so many bytes more fit; takes a larger buffer for them when there is one. */
    boolean hasRoom(FramePool pool, int moreBytes) {
        int wanted = length + moreBytes + FINISH_BYTES;
        if (wanted > pool.largestBytes() || messages == MOST_MESSAGES) {
            return false;
        }
        if (wanted > buffer.capacity()) {
            UnsafeBuffer larger = pool.borrow(wanted);
            larger.putBytes(0, buffer, 0, length);
            pool.giveBack(buffer);
            buffer = larger;
        }
        return true;
    }

    /**
     * Adds a message.
     *
     * @param live whether it tells of an event as it happens, so that its waiting is measured.
     * @return bytes it took.
     */
    int append(
            Dialect dialect,
            Message message,
            long conflated,
            int cause,
            int addedFlags,
            boolean live) {
        if (live && oldestIngressNs == 0) {
            oldestIngressNs = EventHeader.tsIngress(message.buffer(), message.offset());
        }
        int before = length;
        length = dialect.append(buffer, length, message, conflated, cause, addedFlags);
        messages++;
        return length - before;
    }

    /** Completes the packet; may be called again, for a later time. */
    ByteBuffer finish(Dialect dialect, long sendTimeNs) {
        int end = dialect.finish(buffer, length, messages, sendTimeNs);
        bytes = buffer.byteBuffer();
        bytes.limit(end).position(dialect.start());
        return bytes;
    }

    /** Takes no more messages. */
    void seal() {
        sealed = true;
    }

    /** Whether messages can still be added. */
    boolean isOpen() {
        return bytes == null && !sealed;
    }

    /** Whether it is complete: an answer, or the rest of a packet. */
    boolean isComplete() {
        return bytes != null;
    }

    /** Whether it is an answer. */
    boolean isAnswer() {
        return bytes != null && buffer == null;
    }

    /** What is to be written still. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** Bytes of the packet so far. */
    int length() {
        return length;
    }

    int messages() {
        return messages;
    }

    /** When the oldest live event in it came in, ns since the Unix epoch; 0 for none. */
    long oldestIngressNs() {
        return oldestIngressNs;
    }

    /** Becomes empty and gives its buffer back. */
    void clear(FramePool pool) {
        if (buffer != null) {
            pool.giveBack(buffer);
        } else if (bytes != null) {
            pool.count(-bytes.capacity());
        }
        buffer = null;
        bytes = null;
        sealed = false;
        oldestIngressNs = 0;
        length = 0;
        messages = 0;
    }
}
