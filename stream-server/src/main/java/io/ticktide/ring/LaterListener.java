package io.ticktide.ring;

import io.ticktide.feed.MarketListener;
import java.util.concurrent.TimeUnit;

/**
 * Moves the times of a recording that was opened again behind those told before, by whole minutes,
 * so that no bar gets trades of both.
 *
 * <p>Owner: the feed thread. Allocates nothing after construction.
 */
final class LaterListener implements MarketListener {
    private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);

    private final long behindNs;
    private MarketListener to;
    private boolean begun;
    private long shiftNs;

    /**
     * @param behindNs newest time told before, ns since the Unix epoch.
     */
    LaterListener(long behindNs) {
        this.behindNs = behindNs;
    }

    /** Where events go. */
    LaterListener to(MarketListener newTo) {
        to = newTo;
        return this;
    }

    /** By how much times are moved; 0 before the first. */
    long shiftNs() {
        return shiftNs;
    }

    @Override
    public void onQuote(
            int instrumentId, long tsEvent, long bidPx, long bidQty, long askPx, long askQty) {
        to.onQuote(instrumentId, moved(tsEvent), bidPx, bidQty, askPx, askQty);
    }

    @Override
    public void onTrade(
            int instrumentId, long tsEvent, long price, long qty, long tradeId, byte aggressor) {
        to.onTrade(instrumentId, moved(tsEvent), price, qty, tradeId, aggressor);
    }

    @Override
    public void onBookStart(int instrumentId, long tsEvent, boolean reset) {
        to.onBookStart(instrumentId, moved(tsEvent), reset);
    }

    @Override
    public void onBookLevel(byte side, long price, long qty) {
        to.onBookLevel(side, price, qty);
    }

    @Override
    public void onBookEnd() {
        to.onBookEnd();
    }

    @Override
    public void onStatus(int instrumentId, long tsEvent, byte state) {
        to.onStatus(instrumentId, moved(tsEvent), state);
    }

    @Override
    public void onGap(int instrumentId, byte stream, long missed) {
        to.onGap(instrumentId, stream, missed);
    }

    private long moved(long tsEvent) {
        if (!begun) {
            begun = true;
            boolean isBehind = tsEvent > behindNs;
            shiftNs = isBehind ? 0 : ((behindNs - tsEvent) / MINUTE_NS + 1) * MINUTE_NS;
        }
        return tsEvent + shiftNs;
    }
}
