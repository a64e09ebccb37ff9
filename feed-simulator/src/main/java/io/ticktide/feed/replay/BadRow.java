package io.ticktide.feed.replay;

/** One row cannot be told; the reader stands behind it and can go on with the next. */
public final class BadRow extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean outOfOrder;

    private BadRow(String message, boolean outOfOrder) {
        // Without a stack trace: under SKIP a file may hold millions of these.
        super(message, null, false, false);
        this.outOfOrder = outOfOrder;
    }

    /**
     * A row that does not say what its format promises.
     *
     * @param file name of the file.
     * @param line of the row, from 1.
     * @param start of the row, already cut to a bounded length.
     * @param reason what is wrong and, where there is one, the remedy.
     */
    public static BadRow malformed(String file, long line, String start, String reason) {
        return new BadRow(message(file, line, start, reason), false);
    }

    /** A row whose id or time lies before that of a row already told; {@link #malformed}. */
    public static BadRow outOfOrder(String file, long line, String start, String reason) {
        return new BadRow(message(file, line, start, "out of order: " + reason), true);
    }

    /** Whether the row itself is sound but comes too late. */
    public boolean isOutOfOrder() {
        return outOfOrder;
    }

    private static String message(String file, long line, String start, String reason) {
        return file + ":" + line + ": " + reason + "; the row: " + start;
    }
}
