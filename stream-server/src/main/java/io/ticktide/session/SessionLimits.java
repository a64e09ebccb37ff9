package io.ticktide.session;

/**
 * What one client may cost; ranges and meaning as in the configuration's {@code session} keys.
 *
 * @param maxStreams streams it may subscribe to.
 * @param outboxBytes encoded data that may wait.
 * @param controlFrames answers that may wait.
 * @param controlBytes of answers that may wait, or one larger answer.
 * @param tradeSummaries summaries per trade stream.
 * @param closedBars closed bars per candle stream that may wait.
 * @param idleTimeoutNs without a sign of life before it is closed.
 */
public record SessionLimits(
        int maxStreams,
        int outboxBytes,
        int controlFrames,
        int controlBytes,
        int tradeSummaries,
        int closedBars,
        long idleTimeoutNs) {}
