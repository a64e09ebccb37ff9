package io.ticktide.config;

import io.ticktide.feed.replay.ReplaySpeed;

/**
 * Where prices come from.
 *
 * @param source {@code simulated}, or the path of a recording.
 * @param speed of a recording: {@code max}, or a multiple of event time from 0.1 to 1000.
 * @param loop whether a recording starts again at its end.
 * @param badRows what a malformed row does: {@code fail} ends the feed, {@code skip} counts it.
 * @param symbol of a recording that does not name it; empty: from the rows or the file name.
 * @param priceScale decimals of a recording's prices; -1: as many as a sample of its rows needs.
 * @param qtyScale decimals of a recording's quantities; -1: as many as a sample of its rows needs.
 * @param seed of the simulated market; the same seed makes the same events.
 * @param instruments of the simulated market, 1 to 10,000.
 * @param rate events per second of the simulated market, 1 to 2,000,000.
 */
public record FeedConfig(
        String source,
        String speed,
        boolean loop,
        String badRows,
        String symbol,
        int priceScale,
        int qtyScale,
        long seed,
        int instruments,
        long rate) {

    /** {@link #source} of the simulated market. */
    public static final String SIMULATED = "simulated";

    private static final int MAX_SYMBOL_LENGTH = 32;

    public FeedConfig {
        Checks.isTrue(!source.isBlank(), "feed.source", "must be \"simulated\" or a file");
        checkSpeed(speed);
        checkSymbol(symbol);
        Checks.oneOf("feed.bad-rows", badRows, "fail", "skip");
        Checks.inRange("feed.price-scale", priceScale, -1, 15);
        Checks.inRange("feed.qty-scale", qtyScale, -1, 15);
        Checks.inRange("feed.instruments", instruments, 1, 10_000);
        Checks.inRange("feed.rate", rate, 1, 2_000_000);
    }

    public static FeedConfig defaults() {
        return new FeedConfig(SIMULATED, "1", false, "fail", "", -1, -1, 7, 20, 2_000);
    }

    /** Whether prices are simulated. */
    public boolean isSimulated() {
        return source.equals(SIMULATED);
    }

    private static void checkSpeed(String speed) {
        try {
            ReplaySpeed.parse(speed);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("feed.speed", e.getMessage());
        }
    }

    private static void checkSymbol(String symbol) {
        boolean printable = symbol.chars().allMatch(c -> c > ' ' && c < 127);
        Checks.isTrue(
                symbol.length() <= MAX_SYMBOL_LENGTH && printable,
                "feed.symbol",
                '"' + symbol + "\" is longer than 32 or not printable ASCII");
    }
}
