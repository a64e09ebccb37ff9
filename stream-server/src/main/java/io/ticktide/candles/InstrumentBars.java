package io.ticktide.candles;

/** All bars of one instrument. Owner: the I/O thread of its distributor. */
public final class InstrumentBars {
    private final BarSeries[] series = new BarSeries[BarInterval.count()];

    /**
     * @param notionalScale decimals of price × quantity.
     * @param historyBars closed bars kept per interval.
     * @param listener takes every event of every interval.
     */
    public InstrumentBars(
            int instrumentId, int notionalScale, int historyBars, BarListener listener) {
        for (int i = 0; i < series.length; i++) {
            series[i] =
                    new BarSeries(
                            instrumentId, BarInterval.at(i), notionalScale, historyBars, listener);
        }
    }

    /** The bars of one interval. */
    public BarSeries series(BarInterval interval) {
        return series[interval.ordinal()];
    }

    /** One trade, at full rate. */
    public void onTrade(
            long tradeTimeNs,
            long ingressNs,
            int flags,
            int cause,
            long price,
            long qty,
            long tradeSeq) {
        for (BarSeries one : series) {
            one.onTrade(tradeTimeNs, ingressNs, flags, cause, price, qty, tradeSeq);
        }
    }

    /**
     * Closes the open bars of one interval that ended at or before a time.
     *
     * @param timeNs the feed's clock less the grace for late trades.
     */
    public void closeUntil(BarInterval interval, long timeNs, long ingressNs) {
        series[interval.ordinal()].closeUntil(timeNs, ingressNs);
    }
}
