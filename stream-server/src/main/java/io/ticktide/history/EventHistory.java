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
 *   0         4          8                 16                24
 *   | length  | stream   | previous of     | next of stream  | message … |
 *   | (pad<0) |          | stream or NONE  | or NONE         |           |
 * </pre>
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
    private static final int MESSAGE_AT = 24;
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
     * @param streams number of streams.
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
        long seq = 0;
        for (long at = newest[stream]; at != NONE && at >= head; at = previous(at)) {
            if (EventHeader.tsEvent(buffer, messageOffset(at)) < timeNs) {
                return seq;
            }
            seq = seqAt(at);
        }
        return seq;
    }

    /** Position of the first message of a stream with at least this seq, or NONE. */
    long find(int stream, long seq) {
        long found = NONE;
        for (long at = newest[stream]; at != NONE && at >= head; at = previous(at)) {
            if (seqAt(at) < seq) {
                return found;
            }
            found = at;
        }
        return found;
    }

    /** Position of the next message of the same stream, or NONE. */
    long next(long position) {
        return buffer.getLong((int) (position & mask) + NEXT_AT);
    }

    boolean isKept(long position) {
        return position >= head;
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
            int stream = buffer.getInt(at + STREAM_AT);
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
