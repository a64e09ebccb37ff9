package io.ticktide.feed.simulated;

/**
 * What a {@link TickFeed} shall tell.
 *
 * @param seed of the prices; any value.
 * @param instruments how many, 1 to {@link SimulatedSettings#MAX_INSTRUMENTS}; those of the
 *     simulated market.
 * @param plan events per second of all instruments together.
 * @param startNs the first event, ns since the Unix epoch.
 * @param startMonotonicNs the same moment in monotonic time, ns.
 */
public record TickSettings(
        long seed, int instruments, RatePlan plan, long startNs, long startMonotonicNs) {
    public TickSettings {
        if (instruments < 1 || instruments > SimulatedSettings.MAX_INSTRUMENTS) {
            throw new IllegalArgumentException(
                    "instruments="
                            + instruments
                            + " is outside 1 to "
                            + SimulatedSettings.MAX_INSTRUMENTS);
        }
    }
}
