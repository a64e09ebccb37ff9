package io.ticktide.feed.recorded;

import io.ticktide.feed.replay.BadRow;

/**
 * Watches that ids and times of a CSV file never go back. Equal ones pass: a row is never taken for
 * a duplicate, but an id that repeats is a hole. A row that goes back is out of order and does not
 * count as seen, so under SKIP a file of two interleaved halves yields the later half and the count
 * of the rest.
 *
 * <p>Owner: one thread.
 */
final class RowOrder {
    private final IdOrder ids;
    private long time = Long.MIN_VALUE;

    /**
     * @param dense as in {@link IdOrder}.
     */
    RowOrder(boolean dense) {
        ids = new IdOrder(dense);
    }

    /** The file starts again. */
    void clear() {
        ids.clear();
        time = Long.MIN_VALUE;
    }

    /**
     * The present row's id and time, in the units of the file.
     *
     * @return events known to be missing before the row.
     * @throws BadRow when either lies before that of a row already passed.
     */
    long pass(CsvRows rows, long rowId, long rowTime) throws BadRow {
        if (ids.isBehind(rowId) || rowTime < time) {
            throw rows.outOfOrder(
                    "id "
                            + rowId
                            + " at time "
                            + rowTime
                            + " comes behind id "
                            + ids.last()
                            + " at time "
                            + time
                            + "; rows are shuffled, or two files are interleaved: sort by id");
        }
        time = rowTime;
        return ids.pass(rowId);
    }
}
