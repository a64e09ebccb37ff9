package io.ticktide.feed.replay;

import io.ticktide.feed.MarketListener;

/**
 * Stands between the rows and the feed's listener: moves event times by the shift of the pass, and
 * keeps what the feed must know of what went by.
 *
 * <p>Owner: the feed thread. Allocates nothing.
 */
final class PassListener implements MarketListener {
    private MarketListener out;
    private long shiftNs;
    private long clockNs;
    private long earliestNs = Long.MAX_VALUE;
    private long latestNs = Long.MIN_VALUE;
    private long calls;
    private long events;

    /** Where events go until the next call. */
    void to(MarketListener listener) {
        out = listener;
    }

    /** A further pass begins, its event times moved by {@code ns}. */
    void startPass(long ns) {
        shiftNs = ns;
        earliestNs = Long.MAX_VALUE;
        latestNs = Long.MIN_VALUE;
    }

    /** Listener calls made so far. */
    long calls() {
        return calls;
    }

    /** Source events told so far; a book change is one. */
    long events() {
        return events;
    }

    /** Latest event time told, shifted; 0 before the first. */
    long clockNs() {
        return clockNs;
    }

    /** Whether this pass told anything. */
    boolean toldAnything() {
        return latestNs >= earliestNs;
    }

    /** From the earliest to the latest event time of this pass. */
    long spanNs() {
        return latestNs - earliestNs;
    }

    @Override
    public void onQuote(
            int instrumentId, long tsEvent, long bidPx, long bidQty, long askPx, long askQty) {
        out.onQuote(instrumentId, event(tsEvent), bidPx, bidQty, askPx, askQty);
    }

    @Override
    public void onTrade(
            int instrumentId, long tsEvent, long price, long qty, long tradeId, byte aggressor) {
        out.onTrade(instrumentId, event(tsEvent), price, qty, tradeId, aggressor);
    }

    @Override
    public void onBookStart(int instrumentId, long tsEvent, boolean reset) {
        out.onBookStart(instrumentId, event(tsEvent), reset);
    }

    @Override
    public void onBookLevel(byte side, long price, long qty) {
        calls++;
        out.onBookLevel(side, price, qty);
    }

    @Override
    public void onBookEnd() {
        calls++;
        out.onBookEnd();
    }

    private long event(long tsEvent) {
        calls++;
        events++;
        earliestNs = Math.min(earliestNs, tsEvent);
        latestNs = Math.max(latestNs, tsEvent);
        long shifted = tsEvent + shiftNs;
        clockNs = Math.max(clockNs, shifted);
        return shifted;
    }
}
