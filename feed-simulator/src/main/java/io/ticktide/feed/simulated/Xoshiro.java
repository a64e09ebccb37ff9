package io.ticktide.feed.simulated;

/**
 * Chance, repeatable: xoshiro256++ (Blackman and Vigna, "Scrambled linear pseudorandom number
 * generators", ACM TOMS 47, 2021), its state filled by SplitMix64 (Steele et al., OOPSLA 2014,
 * figure 17).
 *
 * <p>Owner: one thread. Allocates nothing after construction.
 */
final class Xoshiro {
    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;
    private static final double LN_2 = StrictMath.log(2);
    private static final int LOG_BITS = 10;
    private static final double[] LOGS = new double[1 << LOG_BITS];

    // Variance of 64 coin flips is 16, of the difference of two uniform numbers 1/6.
    private static final double PER_DEVIATION = 1 / StrictMath.sqrt(16 + 1 / 6.0);

    static {
        for (int i = 0; i < LOGS.length; i++) {
            LOGS[i] = StrictMath.log(1 + (i + 0.5) / LOGS.length);
        }
    }

    private long s0;
    private long s1;
    private long s2;
    private long s3;

    /** Streams of one seed are independent of each other. */
    Xoshiro(long seed, int stream) {
        long state = mixed(seed + GOLDEN_GAMMA) ^ mixed(~(long) stream);
        s0 = mixed(state += GOLDEN_GAMMA);
        s1 = mixed(state += GOLDEN_GAMMA);
        s2 = mixed(state += GOLDEN_GAMMA);
        s3 = mixed(state + GOLDEN_GAMMA);
    }

    /** 64 random bits. */
    long nextLong() {
        long result = Long.rotateLeft(s0 + s3, 23) + s0;
        long shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    /** Uniform in [0, 1). */
    double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** Uniform in [0, bound). */
    int below(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /**
     * Normal with mean 0 and deviation 1, never beyond ±8.3: counts coin flips and fills the steps
     * between them (M. B. Reynolds, "A cheap normal distribution approximation", 2021).
     */
    double gaussian() {
        int flips = Long.bitCount(nextLong()) - 32;
        long fill = nextLong();
        double triangle = ((fill >>> 32) - (fill & 0xFFFF_FFFFL)) * 0x1p-32;
        return (flips + triangle) * PER_DEVIATION;
    }

    /**
     * Exponential with mean 1, never beyond 45: minus the logarithm of a uniform number, whose
     * whole part is the number of leading zeros and whose rest comes from a table.
     */
    double exponential() {
        long bits = nextLong();
        int zeros = Long.numberOfLeadingZeros(bits);
        int rest = (int) ((bits << (zeros + 1)) >>> (64 - LOG_BITS));
        return LN_2 * (zeros + 1) - LOGS[rest];
    }

    private static long mixed(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
