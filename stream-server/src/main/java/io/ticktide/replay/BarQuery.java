package io.ticktide.replay;

import io.ticktide.candles.BarInterval;

/**
 * Which bars of a recording are wanted.
 *
 * @param symbol of the instrument.
 * @param fromNs earliest open time, ns since the Unix epoch.
 * @param lastNs latest open time.
 * @param asOfNs recording time as of which they are told: later events do not count.
 * @param limit newest bars of those, at most.
 * @param graceNs feed time that a bar without a newer trade stays open.
 */
public record BarQuery(
        String symbol,
        BarInterval interval,
        long fromNs,
        long lastNs,
        long asOfNs,
        int limit,
        long graceNs) {}
