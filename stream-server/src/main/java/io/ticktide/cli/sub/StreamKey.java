package io.ticktide.cli.sub;

/**
 * What one sequence counts.
 *
 * @param instrumentId as the server numbers it.
 * @param channel as {@link Subscription} names it.
 * @param detail interval of a candle stream in seconds, depth of a book (0 = full); 0 otherwise.
 */
record StreamKey(int instrumentId, String channel, int detail) {}
