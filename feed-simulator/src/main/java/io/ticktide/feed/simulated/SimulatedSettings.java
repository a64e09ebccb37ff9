package io.ticktide.feed.simulated;

/**
 * What the simulated market shall be; equal settings give the same stream.
 *
 * @param seed of all chance; any value.
 * @param instruments how many, 1 to {@link #MAX_INSTRUMENTS}; the first 20 are well-known tickers.
 * @param eventsPerSecond long-run mean of quotes, trades and book changes together, 1 to {@link
 *     #MAX_EVENTS_PER_SECOND}.
 * @param startNs when live begins, ns since the Unix epoch; shifts the stream, changes nothing else
 *     in it.
 * @param history whether trades of the last {@link #HISTORY_DAYS} days are told first, at once.
 */
public record SimulatedSettings(
        long seed, int instruments, long eventsPerSecond, long startNs, boolean history) {

    /** Instruments when nobody says otherwise. */
    public static final int DEFAULT_INSTRUMENTS = 20;

    /** Most instruments that can be asked for. */
    public static final int MAX_INSTRUMENTS = 10_000;

    /** Highest event rate that can be asked for. */
    public static final long MAX_EVENTS_PER_SECOND = 2_000_000;

    /** How far history reaches back from {@code startNs}. */
    public static final int HISTORY_DAYS = 60;

    static final long HISTORY_NS = HISTORY_DAYS * 86_400_000_000_000L;

    /**
     * Checks every setting.
     *
     * @throws IllegalArgumentException naming the setting, its value, its range and the remedy.
     */
    public SimulatedSettings {
        check("instruments", instruments, 1, MAX_INSTRUMENTS, "");
        check("eventsPerSecond", eventsPerSecond, 1, MAX_EVENTS_PER_SECOND, "");
        check(
                "startNs",
                startNs,
                history ? HISTORY_NS : 0,
                Long.MAX_VALUE / 2,
                history ? " (history begins " + HISTORY_DAYS + " days before it)" : "");
    }

    private static void check(String key, long value, long min, long max, String why) {
        if (value >= min && value <= max) {
            return;
        }
        boolean low = value < min;
        throw new IllegalArgumentException(
                key
                        + "="
                        + value
                        + (low ? " is below " + min : " is above " + max)
                        + why
                        + "; set "
                        + key
                        + " to a value from "
                        + min
                        + " to "
                        + max);
    }
}
