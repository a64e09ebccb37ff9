package io.ticktide.cli.inspect;

import io.ticktide.feed.MarketListener;

/** The earliest and the latest time of the events told. */
final class EventTimes implements MarketListener {
    private long firstNs;
    private long lastNs;

    /** Ns since the Unix epoch; 0 before the first event. */
    long firstNs() {
        return firstNs;
    }

    /** Ns since the Unix epoch; 0 before the first event. */
    long lastNs() {
        return lastNs;
    }

    @Override
    public void onQuote(
            int instrumentId, long tsEvent, long bidPx, long bidQty, long askPx, long askQty) {
        add(tsEvent);
    }

    @Override
    public void onTrade(
            int instrumentId, long tsEvent, long price, long qty, long tradeId, byte aggressor) {
        add(tsEvent);
    }

    @Override
    public void onBookStart(int instrumentId, long tsEvent, boolean reset) {
        add(tsEvent);
    }

    @Override
    public void onBookLevel(byte side, long price, long qty) {
        // Part of a change whose time was told.
    }

    @Override
    public void onBookEnd() {
        // As above.
    }

    @Override
    public void onStatus(int instrumentId, long tsEvent, byte tradingState) {
        add(tsEvent);
    }

    @Override
    public void onGap(int instrumentId, byte stream, long missed) {
        // A hole has no time.
    }

    private void add(long tsEvent) {
        firstNs = firstNs == 0 ? tsEvent : Math.min(firstNs, tsEvent);
        lastNs = Math.max(lastNs, tsEvent);
    }
}
