package io.ticktide.feed.recorded;

/**
 * Unit of a time since the Unix epoch, told by its magnitude. The ranges hold every instant from
 * 1973 to 2262 and do not touch, so a value has at most one unit.
 */
enum EpochUnit {
    SECONDS("s", 1_000_000_000L),
    MILLIS("ms", 1_000_000L),
    MICROS("µs", 1_000L),
    NANOS("ns", 1L);

    private static final long EARLIEST_NS = 100_000_000L * 1_000_000_000L;

    private final String symbol;
    private final long ns;
    private final long least;
    private final long most;

    EpochUnit(String symbol, long ns) {
        this.symbol = symbol;
        this.ns = ns;
        this.least = EARLIEST_NS / ns;
        this.most = Long.MAX_VALUE / ns;
    }

    /**
     * The unit of a value.
     *
     * @throws BadField when the value is no time in any unit.
     */
    static EpochUnit of(String field, long value) throws BadField {
        // Milliseconds are by far the most frequent.
        if (MILLIS.holds(value)) {
            return MILLIS;
        }
        for (EpochUnit unit : values()) {
            if (unit.holds(value)) {
                return unit;
            }
        }
        throw new BadField(
                field + " " + value + " is no time in s, ms, µs or ns since 1970 (1973 to 2262)");
    }

    /** Whether the value is a time from 1973 to 2262 in this unit. */
    boolean holds(long value) {
        return value >= least && value <= most;
    }

    /** The value in ns; it must be one that {@link #holds}. */
    long toNs(long value) {
        return value * ns;
    }

    /** As people write it: {@code ms}. */
    @Override
    public String toString() {
        return symbol;
    }
}
