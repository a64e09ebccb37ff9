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
    private final boolean timesMayGoBack;
    private final boolean countsLateByIds;
    private final String remedy;
    private long timesBack;
    private long time = Long.MIN_VALUE;

    private RowOrder(
            boolean dense, boolean timesMayGoBack, boolean countsLateByIds, String remedy) {
        ids = new IdOrder(dense);
        this.countsLateByIds = countsLateByIds;
        this.timesMayGoBack = timesMayGoBack;
        this.remedy = remedy;
    }

    /**
     * @param dense as in {@link IdOrder}.
     */
    static RowOrder ofReplay(boolean dense) {
        return new RowOrder(
                dense,
                false,
                false,
                "; rows are shuffled, or two files are interleaved: sort by id, as ticktide import"
                        + " --order sort does");
    }

    /**
     * @param dense as in {@link IdOrder}.
     * @param timesMayGoBack whether a row whose id is in order passes whatever its time.
     */
    static RowOrder ofImport(boolean dense, boolean timesMayGoBack) {
        return new RowOrder(dense, timesMayGoBack, dense, "");
    }

    /** The file starts again. */
    void clear() {
        ids.clear();
        time = Long.MIN_VALUE;
    }

    /** Whether a row that comes late was counted as missing when its id was skipped. */
    boolean countsLateByIds() {
        return countsLateByIds;
    }

    /** The next rows count time in another unit. */
    void anotherUnit(EpochUnit from, EpochUnit to) {
        if (time != Long.MIN_VALUE && from != to) {
            time = from.toNs(time) / to.toNs(1);
        }
    }

    /** Rows that passed although their time goes back. */
    long timesBack() {
        return timesBack;
    }

    /**
     * The present row's id and time, in the units of the file.
     *
     * @return events known to be missing before the row.
     * @throws BadRow when either lies before that of a row already passed.
     */
    long pass(RowSource rows, long rowId, long rowTime) throws BadRow {
        boolean goesBack = rowTime < time;
        if (ids.isBehind(rowId) || (goesBack && !timesMayGoBack)) {
            throw rows.outOfOrder(
                    "id "
                            + rowId
                            + " at time "
                            + rowTime
                            + " comes behind id "
                            + ids.last()
                            + " at time "
                            + time
                            + remedy);
        }
        timesBack += goesBack ? 1 : 0;
        time = rowTime;
        return ids.pass(rowId);
    }
}
