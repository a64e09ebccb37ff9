package io.ticktide.codecs;

/**
 * Digests 64-bit fields one after the other: begin with {@link #SEED}, add each field to the state,
 * finish the state. The same fields in the same order have the same digest. Not for use against an
 * adversary.
 *
 * <p>Primes and rounds are those of xxHash64 (Y. Collet, "xxHash fast digest algorithm", section
 * "XXH64").
 *
 * <p>Thread-safe: no state. Allocates nothing.
 */
public final class FieldDigest {
    private static final long PRIME_1 = 0x9E37_79B1_85EB_CA87L;
    private static final long PRIME_2 = 0xC2B2_AE3D_27D4_EB4FL;
    private static final long PRIME_3 = 0x1656_67B1_9E37_79F9L;
    private static final long PRIME_4 = 0x85EB_CA77_C2B2_AE63L;

    /** State of no fields. */
    public static final long SEED = PRIME_3;

    private FieldDigest() {}

    /** The state behind one more field. */
    public static long add(long state, long field) {
        return Long.rotateLeft(state ^ (Long.rotateLeft(field * PRIME_2, 31) * PRIME_1), 27)
                        * PRIME_1
                + PRIME_4;
    }

    /** Digest of the fields added so far; more may be added to the state all the same. */
    public static long finish(long state) {
        long digest = (state ^ (state >>> 33)) * PRIME_2;
        digest = (digest ^ (digest >>> 29)) * PRIME_3;
        return digest ^ (digest >>> 32);
    }
}
