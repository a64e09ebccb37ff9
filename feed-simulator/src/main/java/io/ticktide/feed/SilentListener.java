package io.ticktide.feed;

import org.agrona.DirectBuffer;

/** Listens and does nothing: the end of a chain of listeners. */
final class SilentListener implements MarketListener {
    @Override
    public void onQuote(
            int instrumentId, long tsEvent, long bidPx, long bidQty, long askPx, long askQty) {
        // Nothing to do with it.
    }

    @Override
    public void onTrade(
            int instrumentId, long tsEvent, long price, long qty, long tradeId, byte aggressor) {
        // Nothing to do with it.
    }

    @Override
    public void onBookStart(int instrumentId, long tsEvent, boolean reset) {
        // Nothing to do with it.
    }

    @Override
    public void onBookLevel(byte side, long price, long qty) {
        // Nothing to do with it.
    }

    @Override
    public void onBookEnd() {
        // Nothing to do with it.
    }

    @Override
    public void onStatus(int instrumentId, long tsEvent, byte state) {
        // Nothing to do with it.
    }

    @Override
    public void onGap(int instrumentId, byte stream, long missed) {
        // Nothing to do with it.
    }

    @Override
    public void onRecorded(DirectBuffer message, int offset, int length) {
        // Nothing to do with it.
    }
}
