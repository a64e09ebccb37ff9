package io.ticktide.feed.recorded;

import io.ticktide.feed.replay.BadRow;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The rows of a CSV file by their ids as far as a window of rows reaches: a row is given out when
 * so many behind it are known. One that comes later than that is a bad row, out of order.
 *
 * <p>Owner: one thread. Memory: the rows of the window.
 */
final class WindowedRows implements RowSource {
    private final RowSource unsorted;
    private final int window;
    private final PriorityQueue<Held> held =
            new PriorityQueue<>(
                    Comparator.comparingLong((Held one) -> one.id)
                            .thenComparingLong(one -> one.line));
    private final RowTexts texts = new RowTexts();
    private boolean ended;
    private long newestId = Long.MIN_VALUE;
    private long toldId = Long.MIN_VALUE;
    private long line;
    private long reordered;

    /** A row that waits. */
    private static final class Held {
        private final long id;
        private final long line;
        private final byte[] row;

        Held(long id, long line, byte[] row) {
            this.id = id;
            this.line = line;
            this.row = row;
        }
    }

    /**
     * @param unsorted is closed with this.
     */
    WindowedRows(RowSource unsorted, int window) {
        this.unsorted = unsorted;
        this.window = window;
    }

    /** Rows whose id is below one before them in the file, and that were put in order. */
    long reordered() {
        return reordered;
    }

    @Override
    public boolean next() throws BadRow {
        while (!ended && held.size() <= window) {
            if (unsorted.next()) {
                hold();
            } else {
                ended = true;
            }
        }
        Held next = held.poll();
        if (next == null) {
            return false;
        }
        toldId = next.id;
        line = next.line;
        texts.set(next.row, 0, next.row.length);
        return true;
    }

    @Override
    public RowTexts row() {
        return texts;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public RecordingFile file() {
        return unsorted.file();
    }

    @Override
    public void close() {
        unsorted.close();
    }

    private void hold() throws BadRow {
        long id = unsorted.id();
        if (id < toldId) {
            throw unsorted.outOfOrder(
                    "id "
                            + id
                            + " comes behind id "
                            + toldId
                            + ", further than the window of "
                            + window
                            + " rows reaches");
        }
        reordered += id < newestId ? 1 : 0;
        newestId = Math.max(newestId, id);
        held.add(new Held(id, unsorted.line(), unsorted.row().joined()));
    }
}
