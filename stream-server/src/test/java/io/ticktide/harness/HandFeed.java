package io.ticktide.harness;

import io.ticktide.feed.Feed;
import io.ticktide.feed.FeedException;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.MarketListener;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A feed whose events a test tells one by one; any thread may tell. */
public final class HandFeed implements Feed {
    private static final long POLL_AGAIN_NS = 1_000_000;
    private static final long PAUSE_NS = TimeUnit.HOURS.toNanos(1);

    private final List<Instrument> instruments;
    private final Queue<Consumer<MarketListener>> events = new ConcurrentLinkedQueue<>();
    private volatile long clockNs;
    private volatile FeedException failure;
    private volatile boolean ended;
    private volatile boolean closed;
    private volatile long nowNs;
    private volatile boolean paused;

    public HandFeed(int instruments) {
        this.instruments = TestMarket.instruments(instruments);
    }

    /** Queues one source event. */
    public void tell(Consumer<MarketListener> event) {
        events.add(event);
    }

    public void quote(int instrumentId, long tsEvent, long bidPx) {
        tell(to -> to.onQuote(instrumentId, tsEvent, bidPx, 1, bidPx + 1, 2));
    }

    public void trade(int instrumentId, long tsEvent, long price, long qty) {
        tell(to -> to.onTrade(instrumentId, tsEvent, price, qty, tsEvent, (byte) 1));
    }

    public void clock(long newClockNs) {
        clockNs = newClockNs;
    }

    /** Breaks the feed once what was told so far is polled. */
    public void fail(FeedException newFailure) {
        failure = newFailure;
    }

    public void end() {
        ended = true;
    }

    /** From now on the next event is announced for an hour later, or is not. */
    public void pause(boolean newPaused) {
        paused = newPaused;
    }

    public boolean isClosed() {
        return closed;
    }

    /** Events told but not polled yet. */
    public int waiting() {
        return events.size();
    }

    @Override
    public String name() {
        return "by hand";
    }

    @Override
    public List<Instrument> instruments() {
        return instruments;
    }

    @Override
    public boolean isReplay() {
        return false;
    }

    @Override
    public int poll(MarketListener listener, long newNowNs, int limit) {
        nowNs = newNowNs;
        int told = 0;
        for (Consumer<MarketListener> next; told < limit && (next = events.poll()) != null; ) {
            next.accept(listener);
            told++;
        }
        if (failure != null) {
            throw failure;
        }
        return told;
    }

    @Override
    public long nextDueNs() {
        if (paused) {
            return nowNs + PAUSE_NS;
        }
        return isEnded() ? NEVER : events.isEmpty() ? nowNs + POLL_AGAIN_NS : nowNs;
    }

    @Override
    public long clockNs(long newNowNs) {
        return clockNs;
    }

    @Override
    public boolean isEnded() {
        return ended && events.isEmpty();
    }

    @Override
    public void close() {
        closed = true;
    }
}
