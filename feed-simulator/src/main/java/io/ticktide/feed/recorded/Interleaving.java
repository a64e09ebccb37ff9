package io.ticktide.feed.recorded;

import io.ticktide.feed.replay.BadRow;

/**
 * Looks at a CSV file whose ids go back: are these the rows of two stretches of time, mixed line by
 * line, as some of Binance's monthly files are?
 *
 * <p>Owner: one thread. Memory: a row.
 */
final class Interleaving {
    private static final long MOST_ROWS = 2_000_000;

    private final long pivot;
    private final Stretch low = new Stretch();
    private final Stretch high = new Stretch();
    private long rows;
    private long changes;
    private Stretch last;
    private boolean shuffled;

    /** Ids that only ascend. */
    private static final class Stretch {
        private long first = -1;
        private long newest = -1;
        private long rows;

        boolean takes(long id) {
            return id >= newest;
        }

        void add(long id) {
            first = rows == 0 ? id : first;
            newest = id;
            rows++;
        }

        @Override
        public String toString() {
            return first + "…" + newest;
        }
    }

    private Interleaving(long pivot) {
        this.pivot = pivot;
    }

    /**
     * What is wrong with the order of a file.
     *
     * @param pivot the first id that goes back: below it is one stretch, above it the other.
     */
    static String describe(RecordingFile file, CsvLayout layout, long pivot) {
        Interleaving look = new Interleaving(pivot);
        try (CsvRows source = new CsvRows(file, layout)) {
            while (look.rows < MOST_ROWS && !look.shuffled && look.take(source)) {
                look.rows++;
            }
        }
        return look.text();
    }

    private boolean take(CsvRows source) {
        long id;
        try {
            if (!source.next()) {
                return false;
            }
            id = source.row().integer(CsvLayout.ID, "id");
        } catch (BadRow | BadField e) {
            return true; // Says nothing about the order.
        }
        Stretch takes = id > pivot && high.takes(id) ? high : low;
        if (!takes.takes(id)) {
            shuffled = true;
            return true;
        }
        takes.add(id);
        changes += last != null && takes != last ? 1 : 0;
        last = takes;
        return true;
    }

    private String text() {
        boolean apart = low.rows > 0 && high.rows > 0 && low.newest < high.first;
        if (shuffled || !apart) {
            return "the rows are shuffled";
        }
        long taken = low.rows + high.rows;
        // Two files one after the other change once.
        String how =
                changes == 1
                        ? " follow each other the wrong way round"
                        : changes >= taken * 9 / 10
                                ? " are interleaved line by line"
                                : " are interleaved";
        return "two ascending runs of ids"
                + how
                + (rows == MOST_ROWS ? " (in the first " + rows + " rows)" : "")
                + ": ids "
                + low
                + " ("
                + low.rows
                + " rows) and "
                + high
                + " ("
                + high.rows
                + " rows)";
    }
}
