package io.ticktide.cli.sub;

/**
 * What one sequence counts.
 *
 * @param instrumentId as the server numbers it.
 * @param channel {@code quote}, {@code trade} or {@code candle}.
 * @param intervalSec of a candle stream; 0 otherwise.
 */
record StreamKey(int instrumentId, String channel, int intervalSec) {}
