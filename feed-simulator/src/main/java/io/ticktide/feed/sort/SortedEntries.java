package io.ticktide.feed.sort;

import java.io.IOException;

/** Entries in order, to be read once. Owner: one thread. */
public interface SortedEntries extends AutoCloseable {
    /**
     * Moves to the next entry; false at the end.
     *
     * @throws IOException when a run cannot be read.
     */
    boolean next() throws IOException;

    /** What the present entry is sorted by. */
    long key();

    /** What was told with it. */
    long order();

    /** What is in it; not to be changed. */
    byte[] content();

    @Override
    void close() throws IOException;
}
