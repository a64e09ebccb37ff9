package io.ticktide.cli.transfer;

import io.ticktide.feed.MarketListener;
import io.ticktide.record.SyncRecorder;
import java.util.concurrent.TimeUnit;

/**
 * Passes events on to a recorder and, as a server's feed does, its clock: the greatest time of an
 * event so far, each time it went on by a quarter of a second, so that bars close in a replay as
 * they would have live.
 *
 * <p>Owner: the thread that imports.
 */
final class ClockedRecorder implements MarketListener {
    private static final long CLOCK_STEP_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private final SyncRecorder recorder;
    private long clockNs;
    private long toldClockNs;
    private long firstNs = Long.MAX_VALUE;
    private long gaps;
    private long missedEvents;

    ClockedRecorder(SyncRecorder recorder) {
        this.recorder = recorder;
    }

    long firstNs() {
        return firstNs == Long.MAX_VALUE ? 0 : firstNs;
    }

    long lastNs() {
        return clockNs;
    }

    long gaps() {
        return gaps;
    }

    long missedEvents() {
        return missedEvents;
    }

    @Override
    public void onQuote(
            int instrumentId, long tsEvent, long bidPx, long bidQty, long askPx, long askQty) {
        recorder.onQuote(instrumentId, tsEvent, bidPx, bidQty, askPx, askQty);
        passed(tsEvent);
    }

    @Override
    public void onTrade(
            int instrumentId, long tsEvent, long price, long qty, long tradeId, byte aggressor) {
        recorder.onTrade(instrumentId, tsEvent, price, qty, tradeId, aggressor);
        passed(tsEvent);
    }

    @Override
    public void onBookStart(int instrumentId, long tsEvent, boolean reset) {
        recorder.onBookStart(instrumentId, tsEvent, reset);
        firstNs = Math.min(firstNs, tsEvent);
        clockNs = Math.max(clockNs, tsEvent);
    }

    @Override
    public void onBookLevel(byte side, long price, long qty) {
        recorder.onBookLevel(side, price, qty);
    }

    @Override
    public void onBookEnd() {
        recorder.onBookEnd();
        tellClock();
    }

    @Override
    public void onStatus(int instrumentId, long tsEvent, byte state) {
        recorder.onStatus(instrumentId, tsEvent, state);
        passed(tsEvent);
    }

    @Override
    public void onGap(int instrumentId, byte stream, long missed) {
        gaps++;
        missedEvents += missed;
        recorder.onGap(instrumentId, stream, missed);
    }

    private void passed(long tsEvent) {
        firstNs = Math.min(firstNs, tsEvent);
        clockNs = Math.max(clockNs, tsEvent);
        tellClock();
    }

    private void tellClock() {
        if (clockNs - toldClockNs >= CLOCK_STEP_NS) {
            toldClockNs = clockNs;
            recorder.onClock(clockNs);
        }
    }
}
