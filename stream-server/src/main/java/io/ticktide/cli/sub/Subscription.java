package io.ticktide.cli.sub;

import io.ticktide.candles.BarInterval;
import java.util.List;

/**
 * What to ask the server for.
 *
 * @param symbols tickers, at least one.
 * @param channel {@code quote}, {@code trade} or {@code candle}.
 * @param interval of candles, {@code 1m}; empty otherwise.
 * @param maxRate messages per second and stream; 0: no limit.
 */
public record Subscription(List<String> symbols, String channel, String interval, int maxRate) {
    private static final List<String> CHANNELS = List.of("quote", "trade", "candle");

    public Subscription {
        symbols = List.copyOf(symbols);
    }

    /**
     * A channel as people write it: {@code quote}, {@code trade}, {@code candle} or {@code
     * candle:5s}.
     *
     * @param otherInterval of candles that name none.
     * @throws IllegalArgumentException when there is no such channel or interval.
     */
    public static Subscription parse(
            List<String> symbols, String channel, String otherInterval, int maxRate) {
        int colon = channel.indexOf(':');
        String name = colon < 0 ? channel : channel.substring(0, colon);
        if (!CHANNELS.contains(name)) {
            throw new IllegalArgumentException(
                    "unknown channel \"" + name + "\"; one of quote, trade, candle[:INTERVAL]");
        }
        if (!name.equals("candle")) {
            if (colon >= 0) {
                throw new IllegalArgumentException(
                        "\"" + channel + "\": only candle has an interval");
            }
            return new Subscription(symbols, name, "", maxRate);
        }
        String interval = colon < 0 ? otherInterval : channel.substring(colon + 1);
        if (BarInterval.of(interval) == null) {
            throw new IllegalArgumentException(
                    "interval \"" + interval + "\" is not one of " + BarInterval.labels());
        }
        return new Subscription(symbols, name, interval, maxRate);
    }

    /** Length of its candles; 0 when it is none of candles. */
    int intervalSec() {
        return interval.isEmpty() ? 0 : BarInterval.of(interval).seconds();
    }

    /** For people: {@code candle:5s}. */
    String label() {
        return interval.isEmpty() ? channel : channel + ':' + interval;
    }
}
