package io.ticktide.session;

/**
 * Names a stream: what is numbered by one seq.
 *
 * @param instrumentId dense id.
 * @param channel what of the instrument.
 * @param intervalSec of a candle stream; 0 otherwise.
 */
public record StreamKey(int instrumentId, Channel channel, int intervalSec) {}
