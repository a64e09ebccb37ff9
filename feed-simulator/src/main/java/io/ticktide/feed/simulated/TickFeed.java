package io.ticktide.feed.simulated;

import io.ticktide.feed.Feed;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.MarketListener;
import java.util.ArrayList;
import java.util.List;

/**
 * Quotes and nothing else, evenly paced, the instruments in turn: what a benchmark feeds. Every
 * event costs the same few nanoseconds, and its {@code tsEvent} is the moment at which it was due.
 *
 * <p>Open loop: a consumer that stalls gets all it missed at once, with the times at which it
 * should have come, so that what it waited shows as latency. The same seed tells the same prices.
 *
 * <p>Owner: the feed thread, but for {@link #instruments} and {@link #name}. Allocates nothing
 * after construction.
 */
public final class TickFeed implements Feed {
    private static final int STREAM = 0x5449_434B;
    // The price stays within an eighth of where it began.
    private static final int RANGE_SHIFT = 3;

    private final TickSettings settings;
    private final List<Instrument> instruments;
    private final TickSchedule schedule;
    private final Xoshiro random;
    private final long[] bidPx;
    private final long[] leastPx;
    private final long[] mostPx;
    private int turn;
    private boolean closed;

    /** Its first quote is due at {@code settings.startMonotonicNs()}. */
    public TickFeed(TickSettings settings) {
        this.settings = settings;
        schedule = new TickSchedule(settings.plan());
        random = new Xoshiro(settings.seed(), STREAM);
        bidPx = new long[settings.instruments()];
        leastPx = new long[settings.instruments()];
        mostPx = new long[settings.instruments()];
        List<Instrument> all = new ArrayList<>(settings.instruments());
        for (Listing listing : Universe.listings(settings.instruments())) {
            long price = listing.priceTicks() * listing.instrument().tickSize();
            int id = listing.instrument().id();
            all.add(listing.instrument());
            bidPx[id] = price;
            leastPx[id] = price - (price >> RANGE_SHIFT);
            mostPx[id] = price + (price >> RANGE_SHIFT);
        }
        instruments = List.copyOf(all);
    }

    @Override
    public String name() {
        return "ticks seed="
                + settings.seed()
                + " instruments="
                + settings.instruments()
                + " rate="
                + settings.plan().steps().get(0).eventsPerSecond()
                + (settings.plan().steps().size() > 1 ? "/s, then as planned" : "/s");
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
    public long originNs() {
        return settings.startNs();
    }

    @Override
    public int poll(MarketListener listener, long nowNs, int limit) {
        long elapsedNs = nowNs - settings.startMonotonicNs();
        int told = 0;
        while (!closed && told < limit && schedule.nextNs() <= elapsedNs) {
            tell(listener, settings.startNs() + schedule.nextNs());
            schedule.advance();
            told++;
        }
        return told;
    }

    @Override
    public long nextDueNs() {
        return closed ? NEVER : settings.startMonotonicNs() + schedule.nextNs();
    }

    @Override
    public long clockNs(long nowNs) {
        long elapsedNs = nowNs - settings.startMonotonicNs();
        return settings.startNs() + Math.max(0, Math.min(elapsedNs, schedule.nextNs()));
    }

    /** False until {@link #close}: ticks go on for ever. */
    @Override
    public boolean isEnded() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void tell(MarketListener listener, long tsEvent) {
        int id = turn;
        turn = turn + 1 == bidPx.length ? 0 : turn + 1;
        long bits = random.nextLong();
        // One tick up or down, back from the ends of the range.
        long moved = bidPx[id] + 1 - ((bits & 1) << 1);
        bidPx[id] = moved < leastPx[id] ? moved + 2 : moved > mostPx[id] ? moved - 2 : moved;
        long bidQty = 1 + ((bits >>> 1) & 0x3FF);
        long askQty = 1 + ((bits >>> 11) & 0x3FF);
        long spread = 1 + ((bits >>> 21) & 1);
        listener.onQuote(id, tsEvent, bidPx[id], bidQty, bidPx[id] + spread, askQty);
    }
}
