package io.ticktide.feed.replay;

import io.ticktide.feed.FeedException;
import io.ticktide.feed.MarketListener;
import io.ticktide.feed.Side;
import java.util.List;

/** Trades at given times; a row may also be bad, break the recording, or tell nothing. */
final class RowsByHand implements RowReader {
    static final long BAD = -1;
    static final long BROKEN = -2;
    static final long SILENT = -3;

    private final List<Long> times;
    private int row = -1;
    private long paceNs;
    int rewinds;
    boolean closed;

    RowsByHand(Long... times) {
        this.times = List.of(times);
    }

    @Override
    public boolean next() throws BadRow {
        row++;
        if (row >= times.size()) {
            return false;
        }
        long time = times.get(row);
        if (time == BAD) {
            throw BadRow.malformed("by-hand", row + 1, "x,y", "price \"x\" is not a number");
        }
        if (time == BROKEN) {
            throw new FeedException("by-hand is truncated");
        }
        paceNs = time == SILENT ? paceNs : time;
        return true;
    }

    @Override
    public long paceNs() {
        return paceNs;
    }

    @Override
    public void tell(MarketListener listener) {
        if (times.get(row) != SILENT) {
            listener.onTrade(0, paceNs, 100, 1, row + 1, Side.BUY);
        }
    }

    @Override
    public void rewind() {
        row = -1;
        rewinds++;
    }

    @Override
    public void close() {
        closed = true;
    }
}
