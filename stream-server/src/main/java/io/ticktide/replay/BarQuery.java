package io.ticktide.replay;

import io.ticktide.candles.BarInterval;

/**
 * Which bars of a recording are wanted.
 *
 * @param symbol of the instrument.
 * @param fromNs earliest open time, ns since the Unix epoch.
 * @param toNs recording time as of which they are told: later events do not count.
 * @param limit newest bars of those, at most.
 * @param graceNs feed time that a bar without a newer trade stays open.
 */
public record BarQuery(
        String symbol, BarInterval interval, long fromNs, long toNs, int limit, long graceNs) {}
