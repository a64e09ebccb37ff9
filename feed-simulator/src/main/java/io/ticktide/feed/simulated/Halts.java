package io.ticktide.feed.simulated;

import io.ticktide.feed.Instrument.Kind;
import io.ticktide.feed.TradingState;

/**
 * Which instrument does not trade, and when: now and then one of them is halted for some seconds, a
 * busy stock as a rule, a coin rarely. At most one is halted at a time, and never the only one of a
 * market. Times are ns from the start of live.
 *
 * <p>Owner: the feed thread. Allocates nothing after construction.
 */
final class Halts {
    /** {@link #nextNs} of a market that is never halted. */
    static final long NEVER_NS = Long.MAX_VALUE;

    private static final int STREAM = 0x4841_4C54;
    private static final int NONE = -1;
    // From one halt to the next; more than a halt takes, so that two never overlap.
    private static final double MIN_GAP_S = 90;
    private static final double MAX_GAP_S = 390;
    private static final double MIN_HALT_S = 5;
    private static final double MAX_HALT_S = 60;
    private static final double CRYPTO = 0.1;

    private final Xoshiro random;
    private final InstrumentMarket[] markets;
    private final ActivityTable activity;
    private long haltNs;
    private long resumeNs;
    private int halted = NONE;

    /**
     * @param activity of the markets: the busier, the likelier a halt.
     */
    Halts(long seed, InstrumentMarket[] markets, ActivityTable activity) {
        this.random = new Xoshiro(seed, STREAM);
        this.markets = markets;
        this.activity = activity;
        haltNs = markets.length > 1 ? between(MIN_GAP_S, MAX_GAP_S) : NEVER_NS;
    }

    /** When the next halt begins or the present one ends. */
    long nextNs() {
        return halted == NONE ? haltNs : resumeNs;
    }

    boolean isHalted(int instrumentId) {
        return instrumentId == halted;
    }

    /** Halts an instrument, or resumes the one that is halted, at {@link #nextNs}. */
    void act(long startNs, MarketAction into) {
        if (halted == NONE) {
            halted = pick();
            resumeNs = haltNs + between(MIN_HALT_S, MAX_HALT_S);
            into.begin(halted, startNs + haltNs);
            into.status(TradingState.HALT);
            haltNs += between(MIN_GAP_S, MAX_GAP_S);
        } else {
            into.begin(halted, startNs + resumeNs);
            into.status(TradingState.OPEN);
            halted = NONE;
        }
    }

    private int pick() {
        int id;
        do {
            id = activity.pick(random);
        } while (markets[id].instrument().kind() != Kind.EQUITY && random.nextDouble() >= CRYPTO);
        return id;
    }

    private long between(double leastS, double mostS) {
        return (long) ((leastS + (mostS - leastS) * random.nextDouble()) * 1e9);
    }
}
