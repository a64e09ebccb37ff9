package io.ticktide.feed.simulated;

import io.ticktide.feed.Instrument;
import io.ticktide.feed.Instrument.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All instruments together: picks the one in which something happens. Most follow their long-run
 * activity; of what a burst brings, the greater part falls on the one instrument that it is about.
 * While an instrument is halted, its part falls on the others.
 *
 * <p>Owner: the feed thread. Allocates nothing after construction.
 */
final class SimulatedMarket {
    /**
     * Part of all events that are trades, in the long run; measured, depends little on the rate.
     */
    static final double TRADES_PER_EVENT = 0.16;

    private static final int STREAM = 0x4D41_524B;
    private static final double ABOUT_HOT = 0.7;

    private final Xoshiro random;
    private final InstrumentMarket[] markets;
    private final ActivityTable activity;
    private final Halts halts;
    private int hot;
    private long hotShot;

    SimulatedMarket(long seed, int instruments) {
        random = new Xoshiro(seed, STREAM);
        Map<Kind, MarketFactor> factors = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            factors.put(kind, new MarketFactor(random));
        }
        markets = new InstrumentMarket[instruments];
        for (Listing listing : Universe.listings(instruments)) {
            Instrument instrument = listing.instrument();
            markets[instrument.id()] =
                    new InstrumentMarket(listing, factors.get(instrument.kind()), random);
        }
        activity = new ActivityTable(instruments);
        halts = new Halts(seed, markets, activity);
    }

    Halts halts() {
        return halts;
    }

    int size() {
        return markets.length;
    }

    InstrumentMarket market(int instrumentId) {
        return markets[instrumentId];
    }

    List<Instrument> instruments() {
        List<Instrument> all = new ArrayList<>(markets.length);
        for (InstrumentMarket market : markets) {
            all.add(market.instrument());
        }
        return List.copyOf(all);
    }

    /** Part of all actions that an instrument has in the long run. */
    double share(int instrumentId) {
        return activity.share(instrumentId);
    }

    /** Something happens in an instrument that trades, at the schedule's next moment. */
    void act(ArrivalSchedule schedule, long startNs, MarketAction into) {
        if (hotShot != schedule.shotCount()) {
            hotShot = schedule.shotCount();
            hot = activity.pick(random);
        }
        boolean onHot = random.nextDouble() < ABOUT_HOT * schedule.shotShare();
        int id = onHot ? hot : activity.pick(random);
        while (halts.isHalted(id)) {
            id = activity.pick(random);
        }
        long nowNs = schedule.nextNs();
        markets[id].act(nowNs, startNs + nowNs, into);
    }
}
