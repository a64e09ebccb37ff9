package io.ticktide.feed.simulated;

import io.ticktide.feed.Side;

/**
 * Trades of a run of instruments before live, oldest first. As many per second in the last five
 * minutes as fill bars of a second; before that as many as are inversely proportional to their age,
 * so that bars of every interval find the same number, 300 bars back.
 *
 * <p>Time is cut into strata with one trade per instrument each, in random order. The size of a
 * trade stands for what live would have traded in the time since the one before.
 *
 * <p>Owner: the feed thread. Allocates nothing after construction.
 */
final class HistoryTrades {
    private static final double SPAN_S = SimulatedSettings.HISTORY_NS / 1e9;
    private static final double DENSE_S = 300;
    // Length of history on a scale in which trades are evenly spread: 1 for the dense part.
    private static final double LENGTH = 1 + StrictMath.log(SPAN_S / DENSE_S);
    private static final double MAX_LOTS = 1e11;

    private final InstrumentMarket[] markets;
    private final HistoryPath[] paths;
    private final double[] tradesPerS;
    private final long[] lastTicks;
    private final int strata;
    private final Xoshiro random;
    private int stratum = -1;
    private int slot;
    private int turn;
    private int stride;
    private double ageS;

    /**
     * @param strata trades per instrument, at least 1.
     * @param tradesPerS of each instrument in live.
     */
    HistoryTrades(InstrumentMarket[] markets, double[] tradesPerS, int strata, Xoshiro random) {
        this.markets = markets;
        this.tradesPerS = tradesPerS;
        this.strata = strata;
        this.random = random;
        slot = markets.length;
        lastTicks = new long[markets.length];
        paths = new HistoryPath[markets.length];
        for (int i = 0; i < paths.length; i++) {
            paths[i] = new HistoryPath(markets[i], SPAN_S, random);
        }
        next();
    }

    boolean isTold() {
        return stratum == strata;
    }

    /** How long before live the next trade is, seconds. */
    double ageS() {
        return ageS;
    }

    /** Puts the next trade, of which there must be one, into the action. */
    void tell(long startNs, MarketAction action) {
        int index = (int) (((long) slot * stride + turn) % markets.length);
        InstrumentMarket market = markets[index];
        double elapsedS = paths[index].elapsedS(ageS);
        long fair = paths[index].priceTicks(ageS, random);
        boolean up = fair == lastTicks[index] ? random.nextDouble() < 0.5 : fair > lastTicks[index];
        boolean buy = random.nextDouble() < (up ? 0.7 : 0.3);
        lastTicks[index] = fair;
        // A buyer pays the offer, a seller gets the bid.
        long ticks = Math.max(1, fair + (buy ? 1 : 0));
        double stoodFor = Math.max(1, elapsedS * tradesPerS[index]);
        long lots = (long) Math.min(MAX_LOTS, market.tradeLots(random) * stoodFor);
        long beforeNs = Math.max(1, (long) (ageS * 1e9));
        action.begin(market.instrument().id(), startNs - beforeNs);
        action.trade(
                ticks * market.instrument().tickSize(),
                lots * market.instrument().lotSize(),
                market.nextTradeId(),
                buy ? Side.BUY : Side.SELL);
        next();
    }

    private void next() {
        slot++;
        if (slot >= markets.length) {
            slot = 0;
            stratum++;
            turn = random.below(markets.length);
            do {
                stride = 1 + random.below(markets.length);
            } while (gcd(stride, markets.length) != 1);
        }
        double inStratum = (slot + random.nextDouble()) / markets.length;
        double left = LENGTH * (1 - (stratum + inStratum) / strata);
        ageS = left <= 1 ? DENSE_S * left : DENSE_S * StrictMath.exp(left - 1);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
