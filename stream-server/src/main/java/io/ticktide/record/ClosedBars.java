package io.ticktide.record;

import io.ticktide.candles.BarHistory;
import io.ticktide.candles.BarInterval;
import io.ticktide.candles.BarListener;
import io.ticktide.codecs.MessageCopy;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableDirectByteBuffer;

/**
 * The bars that closed or were corrected since they were written last, by interval, in the order in
 * which they were told.
 *
 * <p>Owner: one thread at a time.
 */
final class ClosedBars implements BarListener {
    /** As many of one interval are written without waiting for the next snapshot. */
    private static final int PLENTY_BYTES = 1 << 20;

    /** More of one interval are not kept while they cannot be written. */
    private static final int MOST_BYTES = 16 << 20;

    private final ExpandableDirectByteBuffer[] bars =
            new ExpandableDirectByteBuffer[BarInterval.count()];
    private final int[] lengths = new int[BarInterval.count()];
    private boolean plenty;
    private long dropped;

    ClosedBars() {
        for (int i = 0; i < bars.length; i++) {
            bars[i] = new ExpandableDirectByteBuffer(BarHistory.BAR_BYTES * 16);
        }
    }

    @Override
    public void onBar(BarInterval interval, DirectBuffer message, int length) {
        int i = interval.ordinal();
        if (lengths[i] + length > MOST_BYTES) {
            dropped++;
            return;
        }
        bars[i].checkLimit(lengths[i] + length);
        MessageCopy.copy(bars[i], lengths[i], message, 0, length);
        lengths[i] += length;
        plenty |= lengths[i] >= PLENTY_BYTES;
    }

    /** Whether there are so many that they should be written soon. */
    boolean isPlenty() {
        return plenty;
    }

    /** Bars that found no room since {@link #clear}. */
    long dropped() {
        return dropped;
    }

    /** Bars of an interval. */
    int count(int interval) {
        return lengths[interval] / BarHistory.BAR_BYTES;
    }

    /** The messages of an interval's bars; valid until the next bar. */
    ByteBuffer bytes(int interval) {
        return bars[interval].byteBuffer().duplicate().clear().limit(lengths[interval]);
    }

    void clear() {
        Arrays.fill(lengths, 0);
        plenty = false;
        dropped = 0;
    }
}
