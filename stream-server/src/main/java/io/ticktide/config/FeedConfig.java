package io.ticktide.config;

import io.ticktide.feed.replay.ReplaySpeed;
import io.ticktide.feed.segments.RecordedTime;
import io.ticktide.feed.simulated.RatePlan;
import java.util.List;

/**
 * Where prices come from.
 *
 * @param source {@code simulated}, {@code ticks}, or the path of a recording.
 * @param speed of a recording: {@code max}, or a multiple of event time from 0.1 to 1000.
 * @param loop whether a recording starts again at its end.
 * @param from where a recording begins, as {@link RecordedTime}; empty: at its start.
 * @param to where it ends; empty: at its end.
 * @param symbols of a recording that are told of; empty: all.
 * @param skipGapsMs pauses of a recording longer than this are jumped over; 0: none.
 * @param badRows what a malformed row or a damaged block does: {@code fail} ends the feed, {@code
 *     skip} counts it.
 * @param symbol of a recording that does not name it; empty: from the rows or the file name.
 * @param priceScale decimals of a recording's prices; -1: as many as a sample of its rows needs.
 * @param qtyScale decimals of a recording's quantities; -1: as many as a sample of its rows needs.
 * @param seed of the simulated market or of the ticks; the same seed makes the same events.
 * @param instruments of the simulated market or of the ticks, 1 to 10,000.
 * @param rate events per second of the simulated market or of the ticks, 1 to 2,000,000.
 * @param ratePlan rates of the ticks one after another, each as RATE/MS; empty: {@code rate}.
 * @param stallMs without an event, though one was due, before the feed counts as stalled, 0 to
 *     3,600,000; 0: never.
 * @param onFailure what a feed that breaks does: {@code stay} keeps serving what is known, {@code
 *     restart} opens it again, {@code stop} ends the server.
 * @param onEnd the same, of a feed that ends.
 * @param restartMaxMs most that is waited before a feed is opened again, 1,000 to 3,600,000.
 */
public record FeedConfig(
        String source,
        String speed,
        boolean loop,
        String from,
        String to,
        List<String> symbols,
        long skipGapsMs,
        String badRows,
        String symbol,
        int priceScale,
        int qtyScale,
        long seed,
        int instruments,
        long rate,
        List<String> ratePlan,
        int stallMs,
        String onFailure,
        String onEnd,
        int restartMaxMs) {

    /** {@link #source} of the simulated market. */
    public static final String SIMULATED = "simulated";

    /** {@link #source} of evenly paced quotes, for benchmarks. */
    public static final String TICKS = "ticks";

    private static final int MAX_SYMBOL_LENGTH = 32;

    public FeedConfig {
        Checks.isTrue(
                !source.isBlank(), "feed.source", "must be \"simulated\", \"ticks\" or a file");
        checkSpeed(speed);
        checkTime("feed.from", from);
        checkTime("feed.to", to);
        symbols = List.copyOf(symbols);
        Checks.inRange("feed.skip-gaps-ms", skipGapsMs, 0, 86_400_000);
        checkSymbol(symbol);
        Checks.oneOf("feed.bad-rows", badRows, "fail", "skip");
        Checks.inRange("feed.price-scale", priceScale, -1, 15);
        Checks.inRange("feed.qty-scale", qtyScale, -1, 15);
        Checks.inRange("feed.instruments", instruments, 1, 10_000);
        Checks.inRange("feed.rate", rate, 1, 2_000_000);
        ratePlan = List.copyOf(ratePlan);
        checkRatePlan(ratePlan);
        Checks.inRange("feed.stall-ms", stallMs, 0, 3_600_000);
        Checks.oneOf("feed.on-failure", onFailure, "stay", "restart", "stop");
        Checks.oneOf("feed.on-end", onEnd, "stay", "restart", "stop");
        Checks.inRange("feed.restart-max-ms", restartMaxMs, 1_000, 3_600_000);
    }

    public static FeedConfig defaults() {
        return new FeedConfig(
                SIMULATED, "1", false, "", "", List.of(), 0, "fail", "", -1, -1, 7, 20, 2_000,
                List.of(), 10_000, "stay", "stay", 30_000);
    }

    /** Whether prices are simulated. */
    public boolean isSimulated() {
        return source.equals(SIMULATED);
    }

    /** Whether prices are evenly paced quotes. */
    public boolean isTicks() {
        return source.equals(TICKS);
    }

    private static void checkRatePlan(List<String> plan) {
        try {
            if (!plan.isEmpty()) {
                RatePlan.parse(plan);
            }
        } catch (IllegalArgumentException e) {
            throw new ConfigException("feed.rate-plan", e.getMessage());
        }
    }

    private static void checkSpeed(String speed) {
        try {
            ReplaySpeed.parse(speed);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("feed.speed", e.getMessage());
        }
    }

    private static void checkTime(String key, String time) {
        try {
            if (!time.isEmpty()) {
                RecordedTime.parse(time);
            }
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key, e.getMessage());
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
