package io.ticktide.feed.recorded;

/**
 * The ids of one stream, which must not go back: what they say about events that are missing.
 *
 * <p>Owner: one thread.
 */
final class IdOrder {
    // A year of the busiest pair's trades; a longer jump is another numbering, not a count.
    static final long MOST_MISSING = 1_000_000_000;

    private static final long NONE = Long.MIN_VALUE;

    private final boolean dense;
    private long last = NONE;

    /**
     * @param dense whether the exchange gives every number once, so that a jump is a loss: trade
     *     ids are dense, update ids are not.
     */
    IdOrder(boolean dense) {
        this.dense = dense;
    }

    /** The recording starts again. */
    void clear() {
        last = NONE;
    }

    /** The last id that passed; the least long before the first. */
    long last() {
        return last;
    }

    /** Whether an id lies before one that passed. */
    boolean isBehind(long id) {
        return id < last;
    }

    /**
     * Takes an id that is not behind.
     *
     * @return events known to be missing before it: the numbers left out; 1, which stands for
     *     disorder, when the id repeats or jumps beyond belief.
     */
    long pass(long id) {
        long before = last;
        last = id;
        if (before == NONE) {
            return 0;
        }
        if (id == before) {
            return 1;
        }
        long missing = dense ? id - before - 1 : 0;
        return missing < 0 || missing > MOST_MISSING ? 1 : missing;
    }
}
