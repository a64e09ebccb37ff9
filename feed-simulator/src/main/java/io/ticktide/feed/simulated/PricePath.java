package io.ticktide.feed.simulated;

/**
 * The fair price of an instrument: a random walk without drift whose steps depend on the time that
 * passed, never on the number of events. A pull towards the start price, too weak to be seen on a
 * chart (time constant ten days), keeps it within some ten percent or two for ever.
 *
 * <p>Owner: the feed thread. Allocates nothing after construction.
 */
final class PricePath {
    private static final double PULL_PER_S = 1 / (10 * 86_400.0);
    private static final double MAX_STEP = 0.2;
    private static final double MAX_RATIO = 4;
    // Part of the variance that an instrument shares with its kind.
    private static final double SHARED = 0.4;
    private static final double SHARED_DEVIATION = Math.sqrt(SHARED);
    private static final double OWN_DEVIATION = Math.sqrt(1 - SHARED);

    private final double start;
    private final double deviationPerSqrtS;
    private final VolatilityClock volatility;
    private double price;
    private double factorLevel;
    private long atNs;

    /**
     * @param start price in ticks.
     * @param deviationPerSqrtS of the relative price change in one second.
     */
    PricePath(double start, double deviationPerSqrtS, Xoshiro random) {
        this.start = start;
        this.deviationPerSqrtS = deviationPerSqrtS;
        volatility = new VolatilityClock(random);
        price = start;
    }

    /**
     * The price in ticks, between two ticks as a rule.
     *
     * @param nowNs from the start of live; never goes back.
     * @param factor level of the instrument's {@link MarketFactor} at that time.
     */
    double at(long nowNs, double factor, Xoshiro random) {
        double elapsedS = (nowNs - atNs) * 1e-9;
        double own = volatility.advance(elapsedS, random) * OWN_DEVIATION;
        double noise =
                own * Math.sqrt(elapsedS) * random.gaussian()
                        + SHARED_DEVIATION * (factor - factorLevel);
        double step = clamp(deviationPerSqrtS * noise, -MAX_STEP, MAX_STEP);
        double pull = Math.min(1, PULL_PER_S * elapsedS) * (start - price);
        price = clamp(price * (1 + step) + pull, start / MAX_RATIO, start * MAX_RATIO);
        factorLevel = factor;
        atNs = nowNs;
        return price;
    }

    private static double clamp(double value, double min, double max) {
        return Math.max(min, Math.min(max, value));
    }
}
