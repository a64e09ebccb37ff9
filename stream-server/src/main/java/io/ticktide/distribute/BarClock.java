package io.ticktide.distribute;

import io.ticktide.candles.BarInterval;

/**
 * Closes bars by the feed's time: when it has passed a boundary of an interval by the grace for
 * late trades, the open bars before that boundary close.
 *
 * <p>Owner: the I/O thread of its {@link Distributor}.
 */
final class BarClock {
    private final long graceNs;
    private final long[] closedUntilNs = new long[BarInterval.count()];

    BarClock(long graceNs) {
        this.graceNs = graceNs;
    }

    void onTime(long feedTimeNs, long ingressNs, InstrumentState[] instruments) {
        long timeNs = feedTimeNs - graceNs;
        for (int i = 0; i < closedUntilNs.length; i++) {
            BarInterval interval = BarInterval.at(i);
            long boundaryNs = interval.openTimeNs(timeNs);
            if (boundaryNs <= closedUntilNs[i]) {
                return; // A longer interval has no boundary that a shorter one has not.
            }
            closedUntilNs[i] = boundaryNs;
            for (InstrumentState state : instruments) {
                state.bars().closeUntil(interval, boundaryNs, ingressNs);
            }
        }
    }
}
