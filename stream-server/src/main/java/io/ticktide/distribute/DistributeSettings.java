package io.ticktide.distribute;

/**
 * How a distributor works.
 *
 * @param batchLimit events taken from the ring in one go, at least 1.
 * @param historyBars closed bars kept per instrument and interval, at least 1.
 * @param eventHistoryBytes buffer for the newest events of all streams; a power of two.
 * @param closeGraceNs how long a bar waits for late trades, in feed time.
 * @param heartbeatNs between heartbeats to a session.
 */
public record DistributeSettings(
        int batchLimit,
        int historyBars,
        int eventHistoryBytes,
        long closeGraceNs,
        long heartbeatNs) {}
