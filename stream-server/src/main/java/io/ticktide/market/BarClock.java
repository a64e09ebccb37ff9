package io.ticktide.market;

import io.ticktide.candles.BarInterval;
import io.ticktide.candles.InstrumentBars;

/**
 * Closes bars by the feed's time: when it has passed a boundary of an interval by the grace for
 * late trades, the open bars before that boundary close.
 *
 * <p>Owner: whoever follows the market.
 */
public final class BarClock {
    private final long graceNs;
    private final long[] closedUntilNs = new long[BarInterval.count()];

    /**
     * @param graceNs how long after its end, in feed time, a bar waits for late trades.
     */
    public BarClock(long graceNs) {
        this.graceNs = graceNs;
    }

    /**
     * The feed's clock went on.
     *
     * @param feedTimeNs ns since the Unix epoch.
     * @param ingressNs time of entry that the closes get.
     * @param instruments the bars of every instrument.
     */
    public void onTime(long feedTimeNs, long ingressNs, InstrumentBars[] instruments) {
        long timeNs = feedTimeNs - graceNs;
        for (int i = 0; i < closedUntilNs.length; i++) {
            BarInterval interval = BarInterval.at(i);
            long boundaryNs = interval.openTimeNs(timeNs);
            if (boundaryNs <= closedUntilNs[i]) {
                return; // A longer interval has no boundary that a shorter one has not.
            }
            closedUntilNs[i] = boundaryNs;
            for (InstrumentBars bars : instruments) {
                bars.closeUntil(interval, boundaryNs, ingressNs);
            }
        }
    }
}
