package io.ticktide.harness;

import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Runs a check with bytes that chance made: in the build for some seeds that are always the same,
 * with {@code -Dticktide.fuzz.seconds=N} for at least so long, from {@code -Dticktide.fuzz.seed=S}
 * on. A failure names the seed and the bytes.
 */
public final class Fuzzing {
    private static final long FIRST_SEED = Long.getLong("ticktide.fuzz.seed", 1);
    private static final int SECONDS = Integer.getInteger("ticktide.fuzz.seconds", 0);
    private static final int MOST_SHOWN = 4_096;
    private static final int FEW_SEEDS = 5;

    private Fuzzing() {}

    /** What must hold, whatever the bytes. */
    @FunctionalInterface
    public interface Check {
        void of(byte[] bytes, Random random) throws Exception;
    }

    /** Seeds for a test that takes about a second with one. */
    public static LongStream seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + Math.max(FEW_SEEDS, SECONDS));
    }

    /** Checks with so many seeds, and then as long as asked for. */
    public static void run(int leastSeeds, Function<Random, byte[]> bytes, Check check) {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (long seed = FIRST_SEED;
                seed < FIRST_SEED + leastSeeds || System.nanoTime() - endNs < 0;
                seed++) {
            Random random = new Random(seed);
            byte[] made = bytes.apply(random);
            try {
                check.of(made, random);
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + " (-Dticktide.fuzz.seed=" + seed + "): " + shown(made), e);
            }
        }
    }

    private static String shown(byte[] bytes) {
        int shown = Math.min(bytes.length, MOST_SHOWN);
        String hex = HexFormat.of().formatHex(bytes, 0, shown);
        return bytes.length + " bytes, " + hex + (shown < bytes.length ? "…" : "");
    }
}
