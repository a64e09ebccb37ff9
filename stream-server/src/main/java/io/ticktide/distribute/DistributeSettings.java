package io.ticktide.distribute;

/**
 * How a distributor works.
 *
 * @param batchLimit events taken from the ring in one go, at least 1.
 * @param historyBars closed bars kept per instrument and interval, at least 1.
 * @param closeGraceNs how long a bar waits for late trades, in feed time.
 * @param heartbeatNs between heartbeats to a session.
 */
public record DistributeSettings(
        int batchLimit, int historyBars, long closeGraceNs, long heartbeatNs) {}
