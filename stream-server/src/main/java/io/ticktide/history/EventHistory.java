package io.ticktide.history;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.MessageCopy;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A circular buffer of messages in the order of their arrival; those of one stream are linked both
 * ways. When it is full the oldest message is forgotten, whatever its stream.
 *
 * <pre>
 *   entry, 8-byte aligned, at position & mask:
 *   0         4                 8            16         24          32
 *   | length  | level, 6 bits   | previous   | next     | far back  | message … |
 *   | (pad<0) | stream, 26 bits | of stream  | of it    | in it     |           |
 * </pre>
 *
 * <p>The link far back of level k leads over 2^(k+1) - 1 messages of the stream, so that a message
 * is found in a number of steps that grows with the logarithm of theirs (E. W. Myers, "An
 * applicative random-access stack", 1983). Whoever asks for something old must not make others
 * wait.
 *
 * <p>Positions grow for ever; one below {@link #head} was overwritten.
 *
 * <p>Owner: one I/O thread. Allocates nothing after construction.
 */
public final class EventHistory {
    static final long NONE = -1;

    private static final int STREAM_AT = 4;
    private static final int PREVIOUS_AT = 8;
    private static final int NEXT_AT = 16;
    private static final int FAR_BACK_AT = 24;
    private static final int MESSAGE_AT = 32;
    private static final int LEVEL_SHIFT = 26;
    private static final int STREAM_MASK = (1 << LEVEL_SHIFT) - 1;
    private static final int ALIGNMENT = 8;

    private final UnsafeBuffer buffer;
    private final int capacity;
    private final int mask;
    private final long[] oldest;
    private final long[] newest;
    private final long[] newestSeqs;
    private long head;
    private long tail;

    /**
     * @param streams number of streams, at most 2^26.
     * @param capacityBytes a power of two, at least 4,096.
     */
    public EventHistory(int streams, int capacityBytes) {
        if (!BitUtil.isPowerOfTwo(capacityBytes) || capacityBytes < 4_096) {
            throw new IllegalArgumentException(
                    "capacityBytes=" + capacityBytes + " is not a power of two of at least 4096");
        }
        capacity = capacityBytes;
        mask = capacityBytes - 1;
        buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(capacityBytes));
        oldest = new long[streams];
        newest = new long[streams];
        newestSeqs = new long[streams];
        Arrays.fill(oldest, NONE);
        Arrays.fill(newest, NONE);
    }

    /**
     * Keeps a market-data message of a stream.
     *
     * @param length bytes, at most an eighth of the capacity.
     */
    public void append(int stream, DirectBuffer message, int offset, int length) {
        int entryBytes = BitUtil.align(MESSAGE_AT + length, ALIGNMENT);
        int at = (int) tail & mask;
        if (at + entryBytes > capacity) {
            int padBytes = capacity - at;
            makeRoom(padBytes + entryBytes);
            buffer.putInt(at, -padBytes);
            tail += padBytes;
            at = 0;
        } else {
            makeRoom(entryBytes);
        }
        long previous = newest[stream];
        buffer.putInt(at, length);
        buffer.putInt(at + STREAM_AT, stream);
        buffer.putLong(at + PREVIOUS_AT, previous);
        buffer.putLong(at + NEXT_AT, NONE);
        linkFarBack(at, previous);
        MessageCopy.copy(buffer, at + MESSAGE_AT, message, offset, length);
        if (previous == NONE) {
            oldest[stream] = tail;
        } else {
            buffer.putLong((int) (previous & mask) + NEXT_AT, tail);
        }
        newest[stream] = tail;
        newestSeqs[stream] = EventHeader.seq(message, offset);
        tail += entryBytes;
    }

    /**
     * Keeps no message of a stream so far: its next event does not follow on them.
     *
     * @param seq of its newest event.
     */
    public void forget(int stream, long seq) {
        oldest[stream] = NONE;
        newest[stream] = NONE;
        newestSeqs[stream] = seq;
    }

    /** Seq of the oldest message kept of a stream; 0 when none is kept. */
    public long oldestSeq(int stream) {
        return oldest[stream] == NONE ? 0 : seqAt(oldest[stream]);
    }

    /**
     * The first seq that what is kept of a stream accounts for, holes of the source included; 0
     * when nothing is kept.
     */
    public long coveredFrom(int stream) {
        if (oldest[stream] == NONE) {
            return 0;
        }
        int at = messageOffset(oldest[stream]);
        return EventHeader.seq(buffer, at) - EventHeader.conflated(buffer, at);
    }

    /** Seq of the newest message of a stream, whether or not it is still kept; 0 before any. */
    public long newestSeq(int stream) {
        return newestSeqs[stream];
    }

    /**
     * Seq of the first message kept of a stream whose event is not older than a time; 0 when all
     * are older.
     *
     * @param timeNs ns since the Unix epoch.
     */
    public long seqFrom(int stream, long timeNs) {
        long at = newest[stream];
        if (at == NONE || !isSince(at, timeNs)) {
            return 0;
        }
        while (true) {
            long far = farBack(at);
            long previous = previous(at);
            if (isKept(far) && isSince(far, timeNs)) {
                at = far;
            } else if (isKept(previous) && isSince(previous, timeNs)) {
                at = previous;
            } else {
                return seqAt(at);
            }
        }
    }

    /** Position of the first message of a stream with at least this seq, or NONE. */
    long find(int stream, long seq) {
        long at = newest[stream];
        if (at == NONE || seqAt(at) < seq) {
            return NONE;
        }
        while (true) {
            long far = farBack(at);
            long previous = previous(at);
            if (isKept(far) && seqAt(far) >= seq) {
                at = far;
            } else if (isKept(previous) && seqAt(previous) >= seq) {
                at = previous;
            } else {
                return at;
            }
        }
    }

    /** Position of the next message of the same stream, or NONE. */
    long next(long position) {
        return buffer.getLong((int) (position & mask) + NEXT_AT);
    }

    /** Whether there is a message at a position; there is none at NONE. */
    boolean isKept(long position) {
        return position != NONE && position >= head;
    }

    DirectBuffer buffer() {
        return buffer;
    }

    int messageOffset(long position) {
        return (int) (position & mask) + MESSAGE_AT;
    }

    int messageLength(long position) {
        return buffer.getInt((int) (position & mask));
    }

    private long previous(long position) {
        return buffer.getLong((int) (position & mask) + PREVIOUS_AT);
    }

    private long farBack(long position) {
        return buffer.getLong((int) (position & mask) + FAR_BACK_AT);
    }

    private int level(long position) {
        return buffer.getInt((int) (position & mask) + STREAM_AT) >>> LEVEL_SHIFT;
    }

    /** Two links of the same level, one behind the other, become one of the next. */
    private void linkFarBack(int at, long previous) {
        long far = previous;
        if (isKept(previous)) {
            long farther = farBack(previous);
            if (isKept(farther) && level(farther) == level(previous)) {
                far = farBack(farther);
                int level = level(previous) + 1;
                int stream = buffer.getInt(at + STREAM_AT);
                buffer.putInt(at + STREAM_AT, stream | level << LEVEL_SHIFT);
            }
        }
        buffer.putLong(at + FAR_BACK_AT, far);
    }

    private boolean isSince(long position, long timeNs) {
        return EventHeader.tsEvent(buffer, messageOffset(position)) >= timeNs;
    }

    private long seqAt(long position) {
        return EventHeader.seq(buffer, messageOffset(position));
    }

    private void makeRoom(int bytes) {
        while (tail + bytes - head > capacity) {
            int at = (int) head & mask;
            int length = buffer.getInt(at);
            if (length < 0) {
                head -= length;
                continue;
            }
            int stream = buffer.getInt(at + STREAM_AT) & STREAM_MASK;
            if (oldest[stream] == head) {
                oldest[stream] = buffer.getLong(at + NEXT_AT);
            }
            if (newest[stream] == head) {
                newest[stream] = NONE;
            }
            head += BitUtil.align(MESSAGE_AT + length, ALIGNMENT);
        }
    }
}
