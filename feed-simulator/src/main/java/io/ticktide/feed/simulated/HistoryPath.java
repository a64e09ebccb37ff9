package io.ticktide.feed.simulated;

/**
 * How the price of one instrument came to where live begins: a random walk tied down at its end (a
 * Brownian bridge, told forward), in logarithms of the price.
 *
 * <p>Owner: the feed thread. Allocates nothing after construction.
 */
final class HistoryPath {
    // Of the distance that a free walk would have come from; less, so that scales stay familiar.
    private static final double ORIGIN = 0.6;

    private final double endTicks;
    private final double deviationPerSqrtS;
    private final VolatilityClock volatility;
    private double logPrice;
    private double ageS;

    /**
     * @param ageS how long before live the path begins, seconds.
     */
    HistoryPath(InstrumentMarket market, double ageS, Xoshiro random) {
        this.ageS = ageS;
        endTicks = market.startTicks() + 0.5;
        deviationPerSqrtS = market.deviationPerSqrtS();
        volatility = new VolatilityClock(random);
        logPrice = ORIGIN * deviationPerSqrtS * Math.sqrt(ageS) * random.gaussian();
    }

    /** Seconds since the last step, if the next one goes to this age. */
    double elapsedS(double toAgeS) {
        return ageS - toAgeS;
    }

    /**
     * Goes on to an age, which is less than that before.
     *
     * @return price in ticks, at least 1.
     */
    long priceTicks(double toAgeS, Xoshiro random) {
        double elapsed = ageS - toAgeS;
        double kept = toAgeS / ageS;
        double factor = volatility.advance(elapsed, random);
        double deviation = deviationPerSqrtS * factor * Math.sqrt(elapsed * kept);
        logPrice = logPrice * kept + deviation * random.gaussian();
        ageS = toAgeS;
        return Math.max(1, (long) (endTicks * StrictMath.exp(logPrice)));
    }
}
