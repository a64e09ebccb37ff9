package io.ticktide.candles;

import io.ticktide.codecs.MessageCopy;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.CandleEncoder;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The newest closed bars of a series, oldest first, each kept as the SBE message that said so. When
 * full the oldest is forgotten. Starts small and doubles up to its capacity.
 *
 * <p>Owner: that of its {@link BarSeries}.
 */
public final class BarHistory {
    /** Bytes of one bar. */
    public static final int BAR_BYTES =
            MessageHeaderEncoder.ENCODED_LENGTH + CandleEncoder.BLOCK_LENGTH;

    private static final int FIRST_CAPACITY = 16;

    private final int capacity;
    private final CandleDecoder decoder = new CandleDecoder();
    private UnsafeBuffer bars = new UnsafeBuffer(new byte[0]);
    private int room;
    private int first;
    private int size;
    private boolean forgotten;

    /**
     * @param capacity bars kept, at least 1.
     */
    BarHistory(int capacity) {
        this.capacity = capacity;
    }

    /** Bars kept now. */
    public int size() {
        return size;
    }

    /** A view of bar {@code index}, 0 being the oldest; valid until the next call of any method. */
    public CandleDecoder bar(int index) {
        return decoder.wrap(
                bars,
                offset(index) + MessageHeaderEncoder.ENCODED_LENGTH,
                CandleDecoder.BLOCK_LENGTH,
                CandleDecoder.SCHEMA_VERSION);
    }

    /** Whether older bars were forgotten. */
    public boolean hasForgotten() {
        return forgotten;
    }

    /** The buffer behind {@link #offset}; changes when the history grows. */
    public DirectBuffer buffer() {
        return bars;
    }

    /** Where the message of bar {@code index} starts in {@link #buffer}. */
    public int offset(int index) {
        return (first + index) % room * BAR_BYTES;
    }

    void clear() {
        first = 0;
        size = 0;
        forgotten = false;
    }

    void append(DirectBuffer message) {
        makeRoom();
        MessageCopy.copy(bars, offset(size), message, 0, BAR_BYTES);
        size++;
    }

    /** Whether a bar that opened at a time may have been kept once and is no more. */
    boolean hasForgotten(long openTimeNs) {
        return size == capacity && openTimeNs < bar(0).openTime();
    }

    /**
     * Puts a bar before bar {@code index}; used for a trade so late that its bar never was. Not for
     * one that {@link #hasForgotten}.
     */
    void insert(int index, DirectBuffer message) {
        int sizeBefore = size;
        makeRoom();
        int at = index - (sizeBefore - size);
        for (int i = size; i > at; i--) {
            MessageCopy.copy(bars, offset(i), bars, offset(i - 1), BAR_BYTES);
        }
        MessageCopy.copy(bars, offset(at), message, 0, BAR_BYTES);
        size++;
    }

    void replace(int index, DirectBuffer message) {
        MessageCopy.copy(bars, offset(index), message, 0, BAR_BYTES);
    }

    /** Index of the first bar that opens at or after a time; {@link #size()} when there is none. */
    public int indexFrom(long openTimeNs) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bar(middle).openTime() < openTimeNs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void makeRoom() {
        if (size < room) {
            return;
        }
        if (room == capacity) {
            first = (first + 1) % room;
            size--;
            forgotten = true;
            return;
        }
        int newRoom = Math.min(capacity, Math.max(FIRST_CAPACITY, room * 2));
        UnsafeBuffer grown = new UnsafeBuffer(new byte[newRoom * BAR_BYTES]);
        for (int i = 0; i < size; i++) {
            MessageCopy.copy(grown, i * BAR_BYTES, bars, offset(i), BAR_BYTES);
        }
        bars = grown;
        room = newRoom;
        first = 0;
    }
}
