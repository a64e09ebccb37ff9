package io.ticktide.feed.recorded;

import io.ticktide.feed.FeedException;
import io.ticktide.feed.replay.BadRow;
import io.ticktide.feed.sort.ExternalSort;
import io.ticktide.feed.sort.SortedEntries;
import java.io.IOException;

/**
 * The rows of a CSV file by their ids, those of one id in the order of the file. The whole file is
 * read before the first row.
 *
 * <p>Owner: one thread.
 */
final class SortedRows implements RowSource {
    private final RowSource unsorted;
    private final ExternalSort sort;
    private final RowTexts texts = new RowTexts();
    private SortedEntries sorted;
    private long newestId = Long.MIN_VALUE;
    private long reordered;

    /**
     * @param unsorted is closed with this.
     */
    SortedRows(RowSource unsorted, ImportSettings settings) {
        this.unsorted = unsorted;
        sort = new ExternalSort(settings.spillDirectory(), settings.sortBytes());
    }

    /**
     * Reads on before the first row.
     *
     * @return whether all is read.
     * @throws BadRow when one of the rows has no id; a further call goes on behind it.
     */
    boolean load(int rows) throws BadRow {
        try {
            for (int i = 0; i < rows && sorted == null; i++) {
                if (unsorted.next()) {
                    add();
                } else {
                    sorted = sort.sorted();
                }
            }
        } catch (IOException e) {
            throw broken(e);
        }
        return sorted != null;
    }

    /** Whether all is read. */
    boolean isLoaded() {
        return sorted != null;
    }

    /** Rows whose id is below one before them in the file. */
    long reordered() {
        return reordered;
    }

    @Override
    public boolean next() throws BadRow {
        while (!load(Integer.MAX_VALUE)) {
            // One call reads no more than so many rows.
        }
        try {
            if (!sorted.next()) {
                return false;
            }
            byte[] row = sorted.content();
            texts.set(row, 0, row.length);
            return true;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public RowTexts row() {
        return texts;
    }

    @Override
    public long line() {
        return sorted.order();
    }

    @Override
    public RecordingFile file() {
        return unsorted.file();
    }

    @Override
    public void close() {
        unsorted.close();
        try (sort) {
            if (sorted != null) {
                sorted.close();
            }
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private void add() throws BadRow, IOException {
        long id = unsorted.id();
        reordered += id < newestId ? 1 : 0;
        newestId = Math.max(newestId, id);
        sort.add(id, unsorted.line(), unsorted.row().joined());
    }

    private FeedException broken(IOException e) {
        return new FeedException(
                file().name()
                        + " cannot be sorted: "
                        + e.getMessage()
                        + "; there must be room for its unpacked rows beside the recording",
                e);
    }
}
