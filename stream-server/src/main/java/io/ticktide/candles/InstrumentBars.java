package io.ticktide.candles;

import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/** All bars of one instrument. Owner: the I/O thread of its distributor. */
public final class InstrumentBars {
    private final BarSeries[] series = new BarSeries[BarInterval.count()];
    private final CandleDecoder candle = new CandleDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

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
     * Goes on from the recorded state of one interval.
     *
     * @param bar holds an SBE {@code Candle} at an offset; see {@link BarSeries#resume}.
     */
    public void resume(DirectBuffer bar, int offset) {
        candle.wrapAndApplyHeader(bar, offset, header);
        series(BarInterval.ofSeconds((int) candle.intervalSec())).resume(bar, offset);
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
