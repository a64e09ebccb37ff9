package io.ticktide.feed.simulated;

/**
 * How fast the market's own time passes: a factor on volatility whose mean square is 1. Its
 * logarithm is the sum of a fast and a slow Ornstein-Uhlenbeck process, so that calm and nervous
 * minutes, and hours, come in clusters.
 *
 * <p>Owner: the feed thread. Allocates nothing after construction.
 */
final class VolatilityClock {
    private static final double FAST_S = 20;
    private static final double SLOW_S = 900;
    private static final double AMPLITUDE = 0.4;
    // Makes E[factor²] = 1 for the sum of two normal terms of deviation AMPLITUDE.
    private static final double MEAN = -2 * AMPLITUDE * AMPLITUDE;
    // Finer steps would cost exponentials at high event rates and change nothing.
    private static final double STEP_S = 0.05;

    private double fast;
    private double slow;
    private double factor;
    private double pendingS;

    VolatilityClock(Xoshiro random) {
        fast = random.gaussian();
        slow = random.gaussian();
        factor = StrictMath.exp(MEAN + AMPLITUDE * (fast + slow));
    }

    /** The factor after a time has passed. */
    double advance(double elapsedS, Xoshiro random) {
        pendingS += elapsedS;
        if (pendingS >= STEP_S) {
            fast = moved(fast, pendingS / FAST_S, random);
            slow = moved(slow, pendingS / SLOW_S, random);
            factor = StrictMath.exp(MEAN + AMPLITUDE * (fast + slow));
            pendingS = 0;
        }
        return factor;
    }

    private static double moved(double value, double elapsed, Xoshiro random) {
        double kept = StrictMath.exp(-elapsed);
        return value * kept + Math.sqrt(1 - kept * kept) * random.gaussian();
    }
}
