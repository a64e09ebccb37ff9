package io.ticktide.feed.replay;

import io.ticktide.feed.GapStream;
import io.ticktide.feed.MarketListener;

/**
 * Stands between the rows and the feed's listener: moves event times by the shift of the pass, and
 * keeps what the feed must know of what went by.
 *
 * <p>A further pass does not follow on the one before it: each stream that was told in an earlier
 * pass has a gap of 1 before its first event of the new one.
 *
 * <p>Owner: the feed thread. Allocates nothing after construction.
 */
final class PassListener implements MarketListener {
    private final RecordedStats stats;
    // A bit for each GapStream, by instrument.
    private final byte[] streamsTold;
    private final byte[] streamsToResume;
    private MarketListener out;
    private long shiftNs;
    private long clockNs;
    private long earliestNs = Long.MAX_VALUE;
    private long latestNs = Long.MIN_VALUE;
    private long calls;
    private long events;

    /**
     * @param instruments number of them.
     * @param stats where gaps are counted.
     */
    PassListener(int instruments, RecordedStats stats) {
        this.stats = stats;
        streamsTold = new byte[instruments];
        streamsToResume = new byte[instruments];
    }

    /** Where events go until the next call. */
    void to(MarketListener listener) {
        out = listener;
    }

    /** A further pass begins, its event times moved by {@code ns}. */
    void startPass(long ns) {
        shiftNs = ns;
        earliestNs = Long.MAX_VALUE;
        latestNs = Long.MIN_VALUE;
        System.arraycopy(streamsTold, 0, streamsToResume, 0, streamsTold.length);
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
        resume(instrumentId, GapStream.QUOTE);
        out.onQuote(instrumentId, event(tsEvent), bidPx, bidQty, askPx, askQty);
    }

    @Override
    public void onTrade(
            int instrumentId, long tsEvent, long price, long qty, long tradeId, byte aggressor) {
        resume(instrumentId, GapStream.TRADE);
        out.onTrade(instrumentId, event(tsEvent), price, qty, tradeId, aggressor);
    }

    @Override
    public void onBookStart(int instrumentId, long tsEvent, boolean reset) {
        resume(instrumentId, GapStream.BOOK);
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

    @Override
    public void onStatus(int instrumentId, long tsEvent, byte state) {
        out.onStatus(instrumentId, event(tsEvent), state);
    }

    @Override
    public void onGap(int instrumentId, byte stream, long missed) {
        calls++;
        stats.countGap(missed);
        out.onGap(instrumentId, stream, missed);
    }

    /** An event of the stream comes next, maybe the first of this pass. */
    private void resume(int instrumentId, byte stream) {
        int bit = 1 << stream;
        streamsTold[instrumentId] |= (byte) bit;
        if ((streamsToResume[instrumentId] & bit) != 0) {
            streamsToResume[instrumentId] &= (byte) ~bit;
            onGap(instrumentId, stream, 1);
        }
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
