package io.ticktide.session;

/**
 * Names a stream of one client: what is accounted for by itself.
 *
 * @param instrumentId dense id.
 * @param channel what of the instrument.
 * @param detail of a candle stream the interval in seconds, of a book stream the depth (0 = full);
 *     0 otherwise.
 */
public record StreamKey(int instrumentId, Channel channel, int detail) {}
