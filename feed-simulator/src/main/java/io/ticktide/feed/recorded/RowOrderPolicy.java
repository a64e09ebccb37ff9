package io.ticktide.feed.recorded;

import java.util.Locale;

/**
 * What an import does with CSV rows whose ids go back.
 *
 * @param kind how.
 * @param window rows that are held back to be put in order; 0 unless {@link Kind#WINDOW}.
 */
public record RowOrderPolicy(Kind kind, int window) {
    /** The first such row ends the import with an error that names it. */
    public static final RowOrderPolicy STRICT = new RowOrderPolicy(Kind.STRICT, 0);

    /** All rows are sorted by id, on disk where memory does not do. */
    public static final RowOrderPolicy SORT = new RowOrderPolicy(Kind.SORT, 0);

    private static final int LARGEST_WINDOW = 10_000_000;

    /** How rows get into order. */
    public enum Kind {
        STRICT,
        /** Within a number of rows; what comes later than that is left out and counted. */
        WINDOW,
        SORT
    }

    /**
     * {@code strict}, {@code sort} or {@code window:N}.
     *
     * @throws IllegalArgumentException when the text is none of them.
     */
    public static RowOrderPolicy parse(String text) {
        String policy = text.strip().toLowerCase(Locale.ROOT);
        if (policy.equals("strict")) {
            return STRICT;
        }
        if (policy.equals("sort")) {
            return SORT;
        }
        if (policy.matches("window:[0-9]{1,8}")) {
            int rows = Integer.parseInt(policy.substring("window:".length()));
            if (rows >= 1 && rows <= LARGEST_WINDOW) {
                return new RowOrderPolicy(Kind.WINDOW, rows);
            }
        }
        throw new IllegalArgumentException(
                "order \""
                        + text
                        + "\" is neither strict, sort nor window:N with N from 1 to "
                        + LARGEST_WINDOW);
    }

    @Override
    public String toString() {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return kind == Kind.WINDOW ? name + ":" + window : name;
    }
}
