package io.ticktide.config;

/**
 * State per instrument and the work of one wake-up.
 *
 * @param batchLimit events an I/O thread takes from the ring before it serves its sockets again, 16
 *     to 65,536.
 * @param historyBars bars kept per instrument and interval, 10 to 100,000.
 * @param historyMemoryMb bound of all bars kept, in MiB, 1 to 65,536; with many instruments it
 *     lowers {@code historyBars}.
 * @param eventHistoryMb newest events kept for resume and range, per I/O thread, in MiB, a power of
 *     two from 1 to 1,024.
 * @param closeGraceMs how long after its end, in feed time, a bar without a newer trade waits for
 *     late trades before it closes, 0 to 60,000.
 */
public record DistributeConfig(
        int batchLimit,
        int historyBars,
        int historyMemoryMb,
        int eventHistoryMb,
        int closeGraceMs) {
    public DistributeConfig {
        Checks.inRange("distribute.batch-limit", batchLimit, 16, 65_536);
        Checks.inRange("distribute.history-bars", historyBars, 10, 100_000);
        Checks.inRange("distribute.history-memory-mb", historyMemoryMb, 1, 65_536);
        Checks.inRange("distribute.event-history-mb", eventHistoryMb, 1, 1_024);
        Checks.isTrue(
                Integer.bitCount(eventHistoryMb) == 1,
                "distribute.event-history-mb",
                eventHistoryMb + " is not a power of two");
        Checks.inRange("distribute.close-grace-ms", closeGraceMs, 0, 60_000);
    }

    public static DistributeConfig defaults() {
        return new DistributeConfig(16_384, 2_000, 512, 64, 500);
    }
}
