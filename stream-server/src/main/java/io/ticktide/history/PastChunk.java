package io.ticktide.history;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.MessageCopy;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2IntHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Some past messages of several streams, each stream's linked one to the next. Filled by the thread
 * that reads the recording, then only read.
 */
final class PastChunk {
    static final int NONE = -1;

    private static final int FIRST_MESSAGES = 1_024;

    private final UnsafeBuffer messages;
    private final Int2IntHashMap first = new Int2IntHashMap(NONE);
    private final Int2IntHashMap last = new Int2IntHashMap(NONE);
    private int[] offsets = new int[FIRST_MESSAGES];
    private int[] lengths = new int[FIRST_MESSAGES];
    private int[] next = new int[FIRST_MESSAGES];
    private int count;
    private int usedBytes;
    private boolean ended;

    PastChunk(int capacityBytes) {
        messages = new UnsafeBuffer(new byte[capacityBytes]);
    }

    /** Whether another message of a length has room. */
    boolean hasRoom(int length) {
        return usedBytes + length <= messages.capacity();
    }

    /** Adds a message of a stream, for which there has to be room. */
    void add(int stream, DirectBuffer message, int offset, int length) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
            next = Arrays.copyOf(next, 2 * count);
        }
        MessageCopy.copy(messages, usedBytes, message, offset, length);
        EventHeader.addFlags(messages, usedBytes, Bits.FLAG_REPLAY);
        offsets[count] = usedBytes;
        lengths[count] = length;
        next[count] = NONE;
        int previous = last.put(stream, count);
        if (previous == NONE) {
            first.put(stream, count);
        } else {
            next[previous] = count;
        }
        usedBytes += length;
        count++;
    }

    /** There is no more at present. */
    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** First message of a stream, or NONE. */
    int first(int stream) {
        return first.get(stream);
    }

    /** The message of the same stream after one, or NONE. */
    int next(int index) {
        return next[index];
    }

    UnsafeBuffer messages() {
        return messages;
    }

    int offset(int index) {
        return offsets[index];
    }

    int length(int index) {
        return lengths[index];
    }
}
