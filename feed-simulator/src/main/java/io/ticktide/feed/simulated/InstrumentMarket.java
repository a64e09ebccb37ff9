package io.ticktide.feed.simulated;

import io.ticktide.feed.Instrument;
import io.ticktide.feed.Side;
import io.ticktide.feed.TradingState;

/**
 * The market of one instrument: its fair price, its book, its trades. Every action lets the price
 * move through the time since the last one. When it left the spread, the book follows: levels it
 * ran over are bought up or withdrawn and the other side moves up behind. Otherwise somebody trades
 * at the touch or changes a level.
 *
 * <p>Owner: the feed thread. Allocates nothing after construction.
 */
final class InstrumentMarket {
    private static final int MIN_LEVELS = 18;
    private static final double LEVEL_TO_TRADE_SIZE = 4;
    // A move of half a tick beyond the touch: less, and the touch would flicker to and fro.
    private static final double MOVE_TICKS = 0.5;
    // Nobody takes across a wider spread before somebody narrows it.
    private static final long MAX_SPREAD_GAPS = 2;
    private static final double RUN_TRADES = 0.6;
    private static final double QUIET_TRADES = 0.3;
    private static final double TOUCH_CHANGES = 0.4;
    private static final double LEVELS_COME_OR_GO = 0.4;
    // Leaning of the taker's side towards where the price is in the spread.
    private static final double TAKER_LEANING = 0.3;
    private static final double START_DEVIATION = 0.03;

    private final Instrument instrument;
    private final long gapTicks;
    private final long meanTradeLots;
    private final long startTicks;
    private final double deviationPerSqrtS;
    private final MarketFactor factor;
    private final PricePath path;
    private final BookSide bids = new BookSide(Side.BUY);
    private final BookSide asks = new BookSide(Side.SELL);
    private final Xoshiro random;
    private MarketAction action;
    private long lastTradeId;
    private long toldBid;
    private long toldBidLots;
    private long toldAsk;
    private long toldAskLots;

    /**
     * @param factor that moves the instrument's kind; shared like {@code random}.
     * @param random shared with the other instruments of the market, by the same thread.
     */
    InstrumentMarket(Listing listing, MarketFactor factor, Xoshiro random) {
        this.factor = factor;
        this.random = random;
        instrument = listing.instrument();
        gapTicks = listing.gapTicks();
        meanTradeLots = listing.tradeLots();
        double start = listing.priceTicks() * (1 + START_DEVIATION * random.gaussian());
        startTicks = (long) start;
        deviationPerSqrtS = listing.volatilityPerMinute() / Math.sqrt(60);
        path = new PricePath(startTicks + 0.5, deviationPerSqrtS, random);
    }

    Instrument instrument() {
        return instrument;
    }

    /** Price at the start of live, in ticks. */
    long startTicks() {
        return startTicks;
    }

    double deviationPerSqrtS() {
        return deviationPerSqrtS;
    }

    /** A trade's number: 1, 2, 3 … over history and live. */
    long nextTradeId() {
        return ++lastTradeId;
    }

    /** A random trade size in lots, at least 1; long-tailed. */
    long tradeLots(Xoshiro chance) {
        double size = chance.exponential();
        return 1 + (long) (0.5 * size * size * meanTradeLots);
    }

    /** Begins to trade: fills the book and tells all of it. */
    void open(long tsEvent, MarketAction into) {
        begin(tsEvent, into);
        into.status(TradingState.OPEN);
        into.reset();
        place(bids, -startTicks);
        place(asks, startTicks + 1);
        deepen(bids, BookSide.MAX_LEVELS);
        deepen(asks, BookSide.MAX_LEVELS);
        quoteIfChanged();
    }

    /**
     * Something happens.
     *
     * @param nowNs from the start of live.
     */
    void act(long nowNs, long tsEvent, MarketAction into) {
        begin(tsEvent, into);
        double fair = path.at(nowNs, factor.levelAt(nowNs, random), random);
        if (asks.keyOf(fair) >= asks.key(0) + MOVE_TICKS) {
            run(asks, bids, asks.keyOf(fair));
        } else if (bids.keyOf(fair) >= bids.key(0) + MOVE_TICKS) {
            run(bids, asks, bids.keyOf(fair));
        } else if (spreadTicks() > MAX_SPREAD_GAPS * gapTicks) {
            narrow(fair);
        } else if (random.nextDouble() < QUIET_TRADES) {
            take(fair);
        } else if (spreadTicks() > gapTicks) {
            narrow(fair);
        } else {
            change(random.nextDouble() < 0.5 ? bids : asks);
        }
        quoteIfChanged();
    }

    private void begin(long tsEvent, MarketAction into) {
        action = into;
        action.begin(instrument.id(), tsEvent);
    }

    /** The price ran over the best levels of one side. */
    private void run(BookSide taken, BookSide following, double fairKey) {
        if (random.nextDouble() < RUN_TRADES) {
            trade(taken, taken.lots(0));
        }
        while (taken.size() > 0 && taken.key(0) <= fairKey) {
            set(taken, 0, 0);
        }
        long reached = (long) Math.floor(fairKey);
        long bestBefore = following.key(0);
        long key = -reached + offset();
        for (int i = 0; i < BookSide.MAX_LEVELS && key < bestBefore; i++) {
            place(following, key);
            key += gap();
        }
        long nearest = reached + 1 + offset();
        if (taken.size() == 0 || (taken.key(0) > reached + gapTicks && nearest < taken.key(0))) {
            place(taken, nearest);
        }
        deepen(taken, MIN_LEVELS);
    }

    /** Somebody takes from the best level. */
    private void take(double fair) {
        double middle = (asks.priceTicks(0) + bids.priceTicks(0)) * 0.5;
        double towards = (fair - middle) / spreadTicks();
        BookSide taken = random.nextDouble() < 0.5 + TAKER_LEANING * towards ? asks : bids;
        long left = taken.lots(0);
        long lots = Math.min(left, tradeLots(random));
        trade(taken, lots);
        set(taken, 0, left - lots);
        deepen(taken, MIN_LEVELS);
    }

    /** A better price is offered on the side that is farther from the fair price. */
    private void narrow(double fair) {
        boolean onBids = fair - bids.priceTicks(0) > asks.priceTicks(0) - fair;
        BookSide side = onBids ? bids : asks;
        BookSide other = onBids ? asks : bids;
        long wished = (long) Math.ceil(side.keyOf(fair)) + offset();
        long nearest = 1 - other.key(0);
        place(side, Math.max(nearest, Math.min(wished, side.key(0) - 1)));
    }

    /** An order comes or goes at one level, the touch more often than those behind it. */
    private void change(BookSide side) {
        if (random.nextDouble() < TOUCH_CHANGES) {
            set(side, 0, otherThan(side.lots(0)));
            return;
        }
        int index = 1 + random.below(side.size() - 1);
        if (random.nextDouble() >= LEVELS_COME_OR_GO) {
            set(side, index, otherThan(side.lots(index)));
        } else if (side.isFull() || (side.size() > MIN_LEVELS && random.nextDouble() < 0.5)) {
            set(side, index, 0);
        } else {
            join(side);
        }
    }

    /** A new level fills the hole nearest to the touch; without a hole it goes behind the last. */
    private void join(BookSide side) {
        for (int i = 1; i < side.size(); i++) {
            long distance = side.key(i) - side.key(i - 1);
            if (distance > gapTicks) {
                place(side, side.key(i) - 1 - random.below((int) distance - 1));
                return;
            }
        }
        place(side, side.key(side.size() - 1) + gap());
    }

    private void trade(BookSide taken, long lots) {
        byte aggressor = taken == asks ? Side.BUY : Side.SELL;
        action.trade(price(taken.priceTicks(0)), qty(lots), nextTradeId(), aggressor);
    }

    /** A level that was not there; the worst one makes room for it. */
    private void place(BookSide side, long key) {
        if (side.isFull()) {
            set(side, side.size() - 1, 0);
        }
        int index = side.indexOf(key);
        side.insert(index, key, levelLots());
        action.level(side.side(), price(side.priceTicks(index)), qty(side.lots(index)));
    }

    /** New quantity of a level, told; 0 removes it. */
    private void set(BookSide side, int index, long lots) {
        action.level(side.side(), price(side.priceTicks(index)), qty(lots));
        if (lots == 0) {
            side.remove(index);
        } else {
            side.lots(index, lots);
        }
    }

    private void deepen(BookSide side, int levels) {
        while (side.size() < levels) {
            place(side, side.key(side.size() - 1) + gap());
        }
    }

    private void quoteIfChanged() {
        if (toldBid != bids.key(0)
                || toldAsk != asks.key(0)
                || toldBidLots != bids.lots(0)
                || toldAskLots != asks.lots(0)) {
            toldBid = bids.key(0);
            toldAsk = asks.key(0);
            toldBidLots = bids.lots(0);
            toldAskLots = asks.lots(0);
            action.quote(
                    price(bids.priceTicks(0)),
                    qty(toldBidLots),
                    price(asks.priceTicks(0)),
                    qty(toldAskLots));
        }
    }

    private long spreadTicks() {
        return asks.priceTicks(0) - bids.priceTicks(0);
    }

    private long gap() {
        return 1 + (long) (random.exponential() * (gapTicks - 0.6));
    }

    private long offset() {
        return (long) (random.exponential() * 0.25 * (gapTicks - 1));
    }

    private long levelLots() {
        double size = random.exponential() + random.exponential();
        return 1 + (long) (0.5 * LEVEL_TO_TRADE_SIZE * size * meanTradeLots);
    }

    private long otherThan(long lots) {
        long other = levelLots();
        return other == lots ? lots + 1 : other;
    }

    private long price(long ticks) {
        return ticks * instrument.tickSize();
    }

    private long qty(long lots) {
        return lots * instrument.lotSize();
    }
}
