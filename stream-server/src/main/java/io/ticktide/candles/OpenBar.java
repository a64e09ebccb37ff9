package io.ticktide.candles;

import io.ticktide.codecs.Decimals;
import io.ticktide.codecs.Notional;
import io.ticktide.codecs.sbe.BarState;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.CandleEncoder;

/** The bar that still takes trades. Owner: that of its {@link BarSeries}. */
final class OpenBar {
    static final long NONE = Long.MIN_VALUE;

    long openTimeNs = NONE;
    int quality;
    private long openPx;
    private long highPx;
    private long lowPx;
    private long closePx;
    private long volume;
    private final Notional notional = new Notional();
    private long firstTradeSeq;
    private long lastTradeSeq;
    private long trades;

    boolean exists() {
        return openTimeNs != NONE;
    }

    void start(long newOpenTimeNs, long price, long tradeSeq, int newQuality) {
        openTimeNs = newOpenTimeNs;
        quality = newQuality;
        openPx = price;
        highPx = price;
        lowPx = price;
        volume = 0;
        notional.clear();
        firstTradeSeq = tradeSeq;
        trades = 0;
    }

    void add(long price, long qty, long tradeSeq) {
        highPx = Math.max(highPx, price);
        lowPx = Math.min(lowPx, price);
        closePx = price;
        volume += qty;
        notional.add(price, qty);
        lastTradeSeq = tradeSeq;
        trades++;
    }

    /** Goes on from what {@link #encode} wrote; the notional is as exact as it was written. */
    void restore(CandleDecoder from, int notionalScale) {
        openTimeNs = from.openTime();
        quality = Quality.read(from);
        openPx = from.openPx();
        highPx = from.highPx();
        lowPx = from.lowPx();
        closePx = from.closePx();
        volume = from.volume();
        notional.clear();
        notional.add(from.notional(), Decimals.powerOfTen(from.notionalExp() + notionalScale));
        firstTradeSeq = from.firstTradeSeq();
        lastTradeSeq = from.lastTradeSeq();
        trades = from.trades();
    }

    /** Writes all fields but the {@code ev} composite. */
    void encode(CandleEncoder candle, BarInterval interval, int notionalScale, BarState state) {
        int dropped = notional.droppedDigits();
        candle.openTime(openTimeNs)
                .openPx(openPx)
                .highPx(highPx)
                .lowPx(lowPx)
                .closePx(closePx)
                .volume(volume)
                .notional(notional.mantissa(dropped))
                .notionalExp((byte) (dropped - notionalScale))
                .firstTradeSeq(firstTradeSeq)
                .lastTradeSeq(lastTradeSeq)
                .trades(trades)
                .intervalSec(interval.seconds())
                .revision(0)
                .state(state);
        Quality.write(candle, quality);
    }
}
