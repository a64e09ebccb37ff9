package io.ticktide.feed.recorded;

import io.ticktide.feed.replay.BadRow;

/**
 * The rows of a CSV file, one at a time, in the order in which they are to be told.
 *
 * <p>Owner: one thread.
 */
interface RowSource extends AutoCloseable {
    /**
     * Moves to the next row; false at the end.
     *
     * @throws BadRow when the row cannot be told; a further call goes on behind it.
     * @throws io.ticktide.feed.FeedException when the file cannot be read on.
     */
    boolean next() throws BadRow;

    /** The present row, until the next {@link #next}. */
    RowTexts row();

    /** Number of the present row's line, from 1. */
    long line();

    /** Where the rows are. */
    RecordingFile file();

    @Override
    void close();

    /**
     * The present row's id, by which rows are put in order.
     *
     * @throws BadRow when it has none.
     */
    default long id() throws BadRow {
        try {
            return row().integer(CsvLayout.ID, "id");
        } catch (BadField e) {
            throw bad(e);
        }
    }

    /** The present row cannot be told. */
    default BadRow bad(BadField cause) {
        return BadRow.malformed(file().name(), line(), row().shownRow(), cause.getMessage());
    }

    /** The present row lies before one that was told. */
    default BadRow outOfOrder(String reason) {
        return BadRow.outOfOrder(file().name(), line(), row().shownRow(), reason);
    }
}
