package io.ticktide.feed.replay;

import io.ticktide.feed.MarketListener;

/**
 * A cursor over the rows of a recording. It is pulled, so any pace is a matter of how the caller
 * asks; it holds one row and bounded buffers, whatever the file's size.
 *
 * <p>Owner: the feed thread.
 */
public interface RowReader extends AutoCloseable {
    /**
     * Moves to the next row that can be told.
     *
     * @return false at the end of the recording.
     * @throws BadRow when the next row cannot be told; a further call goes on behind it.
     * @throws io.ticktide.feed.FeedException when the recording itself cannot be read on.
     */
    boolean next() throws BadRow;

    /** The time that paces the present row, ns since the Unix epoch; never goes back in a pass. */
    long paceNs();

    /**
     * Tells the present row: often one event, none for a row that only changes what is known
     * inside, several for a snapshot that releases the changes that waited for it. Before an event
     * of a stream that has a hole since its last one, the gap is told: ids that skip or repeat,
     * book changes that do not follow, rows that {@link #next} threw and whose stream is known.
     */
    void tell(MarketListener listener);

    /**
     * Back before the first row. What a pass built up (order, books) is void; a book that was told
     * is told as not known before its next change.
     *
     * @throws io.ticktide.feed.FeedException when the recording cannot be opened again.
     */
    void rewind();

    @Override
    void close();
}
