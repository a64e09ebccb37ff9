package io.ticktide.feed.simulated;

/**
 * What moves all instruments of a kind together: a random walk of deviation 1 per square root of a
 * second, with volatility clusters of its own.
 *
 * <p>Owner: the feed thread. Allocates nothing after construction.
 */
final class MarketFactor {
    private static final long STEP_NS = 1_000_000;

    private final VolatilityClock volatility;
    private double level;
    private long atNs;

    MarketFactor(Xoshiro random) {
        volatility = new VolatilityClock(random);
    }

    /** Level of the walk at a time, ns from the start of live, that never goes back. */
    double levelAt(long nowNs, Xoshiro random) {
        long elapsedNs = nowNs - atNs;
        if (elapsedNs >= STEP_NS) {
            double elapsedS = elapsedNs * 1e-9;
            double factor = volatility.advance(elapsedS, random);
            level += factor * Math.sqrt(elapsedS) * random.gaussian();
            atNs = nowNs;
        }
        return level;
    }
}
