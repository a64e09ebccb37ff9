package io.ticktide.feed.recorded;

import io.ticktide.feed.replay.BadRow;

/**
 * Watches that ids and times of a CSV file never go back. Equal ones pass: a row is never taken for
 * a duplicate. A row that goes back is out of order and does not count as seen, so under SKIP a
 * file of two interleaved halves yields the later half and the count of the rest.
 *
 * <p>Owner: one thread.
 */
final class RowOrder {
    private long id = Long.MIN_VALUE;
    private long time = Long.MIN_VALUE;

    /** The file starts again. */
    void clear() {
        id = Long.MIN_VALUE;
        time = Long.MIN_VALUE;
    }

    /**
     * The present row's id and time, in the units of the file.
     *
     * @throws BadRow when either lies before that of a row already passed.
     */
    void pass(CsvRows rows, long rowId, long rowTime) throws BadRow {
        if (rowId < id || rowTime < time) {
            throw rows.outOfOrder(
                    "id "
                            + rowId
                            + " at time "
                            + rowTime
                            + " comes behind id "
                            + id
                            + " at time "
                            + time
                            + "; rows are shuffled, or two files are interleaved: sort by id");
        }
        id = rowId;
        time = rowTime;
    }
}
