package io.ticktide.feed.recorded;

import io.ticktide.feed.MarketListener;
import io.ticktide.feed.Side;
import java.util.Arrays;

/**
 * A book snapshot or change with its levels as mantissas, bids first, and the exchange's update ids
 * that say where it belongs.
 *
 * <p>Owner: one thread. Reused from row to row, copied where it must wait.
 */
final class BookChange {
    /** {@link #previousId} of a spot change, which does not say it. */
    static final long UNKNOWN = JsonRow.NONE;

    private long firstId;
    private long lastId;
    private long previousId;
    private long tsEvent;
    private long[] levels = new long[64];
    private int bids;
    private int count;

    /**
     * Starts anew, without levels.
     *
     * @param firstId first update in the change ({@code U}).
     * @param lastId last update in the change ({@code u}), or the snapshot's {@code lastUpdateId}.
     * @param previousId last update of the change before ({@code pu}), or {@link #UNKNOWN}.
     */
    void start(long firstId, long lastId, long previousId, long tsEvent) {
        this.firstId = firstId;
        this.lastId = lastId;
        this.previousId = previousId;
        this.tsEvent = tsEvent;
        bids = 0;
        count = 0;
    }

    /** Adds a level; all bids come before the first ask. */
    void add(byte side, long price, long qty) {
        if (levels.length < 2 * count + 2) {
            levels = Arrays.copyOf(levels, levels.length * 2);
        }
        levels[2 * count] = price;
        levels[2 * count + 1] = qty;
        count++;
        bids += side == Side.BUY ? 1 : 0;
    }

    long firstId() {
        return firstId;
    }

    long lastId() {
        return lastId;
    }

    long tsEvent() {
        return tsEvent;
    }

    /** Number of levels. */
    int count() {
        return count;
    }

    /**
     * Whether this change bridges from a snapshot to what comes after it. Spot: {@code U <=
     * lastUpdateId + 1 <= u}. Futures: {@code pu <= lastUpdateId < u}, which holds whenever the
     * documented {@code U <= lastUpdateId <= u} does, and also when the snapshot was taken exactly
     * between two changes.
     */
    boolean bridges(long snapshotId) {
        boolean reaches =
                previousId == UNKNOWN ? firstId <= snapshotId + 1 : previousId <= snapshotId;
        return reaches && lastId > snapshotId;
    }

    /** Whether this change comes directly after the one that ended with {@code id}. */
    boolean follows(long id) {
        return previousId == UNKNOWN ? firstId == id + 1 : previousId == id;
    }

    /** A copy that keeps no more room than it needs. */
    BookChange copy() {
        BookChange copy = new BookChange();
        copy.start(firstId, lastId, previousId, tsEvent);
        copy.levels = Arrays.copyOf(levels, 2 * count);
        copy.bids = bids;
        copy.count = count;
        return copy;
    }

    void tell(MarketListener listener, int instrumentId, boolean reset) {
        listener.onBookStart(instrumentId, tsEvent, reset);
        for (int i = 0; i < count; i++) {
            byte side = i < bids ? Side.BUY : Side.SELL;
            listener.onBookLevel(side, levels[2 * i], levels[2 * i + 1]);
        }
        listener.onBookEnd();
    }
}
