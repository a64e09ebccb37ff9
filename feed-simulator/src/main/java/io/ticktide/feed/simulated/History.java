package io.ticktide.feed.simulated;

import java.util.ArrayList;
import java.util.List;

/**
 * What was traded before live, at most some 100,000 trades in all: the busiest instruments get
 * enough to fill charts of every interval, the others share what is left.
 *
 * <p>Owner: the feed thread. Allocates nothing after construction.
 */
final class History {
    private static final int STREAM = 0x4849_5354;
    private static final int BUSIEST = Universe.WELL_KNOWN;
    private static final int MAX_TRADES_EACH = 5_000;
    private static final int BUDGET = 100_000;
    private static final int BUDGET_OF_BUSIEST = 80_000;

    private final long startNs;
    private final List<HistoryTrades> runs = new ArrayList<>();

    History(SimulatedSettings settings, SimulatedMarket market) {
        startNs = settings.startNs();
        if (!settings.history()) {
            return;
        }
        Xoshiro random = new Xoshiro(settings.seed(), STREAM);
        int first = Math.min(BUSIEST, market.size());
        int rest = market.size() - first;
        int budget = rest == 0 ? BUDGET : BUDGET_OF_BUSIEST;
        int each = Math.min(MAX_TRADES_EACH, budget / first);
        runs.add(trades(settings, market, 0, first, each, random));
        if (rest > 0) {
            int ofRest = Math.min(each, (BUDGET - BUDGET_OF_BUSIEST) / rest);
            runs.add(trades(settings, market, first, rest, ofRest, random));
        }
    }

    boolean isTold() {
        return runs.isEmpty();
    }

    /** Puts the next trade, of which there must be one, into the action. */
    void tell(MarketAction action) {
        int oldest = 0;
        for (int i = 1; i < runs.size(); i++) {
            oldest = runs.get(i).ageS() > runs.get(oldest).ageS() ? i : oldest;
        }
        HistoryTrades run = runs.get(oldest);
        run.tell(startNs, action);
        if (run.isTold()) {
            runs.remove(oldest);
        }
    }

    private static HistoryTrades trades(
            SimulatedSettings settings,
            SimulatedMarket market,
            int firstId,
            int count,
            int each,
            Xoshiro random) {
        InstrumentMarket[] markets = new InstrumentMarket[count];
        double[] tradesPerS = new double[count];
        for (int i = 0; i < count; i++) {
            markets[i] = market.market(firstId + i);
            tradesPerS[i] =
                    settings.eventsPerSecond()
                            * SimulatedMarket.TRADES_PER_EVENT
                            * market.share(firstId + i);
        }
        return new HistoryTrades(markets, tradesPerS, each, random);
    }
}
