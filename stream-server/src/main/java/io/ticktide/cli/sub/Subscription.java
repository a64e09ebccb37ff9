package io.ticktide.cli.sub;

import io.ticktide.candles.BarInterval;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What to ask the server for.
 *
 * @param symbols tickers or groups, at least one.
 * @param channel {@code quote}, {@code trade}, {@code book}, {@code candle} or {@code status}.
 * @param detail interval of candles, {@code 1m}, or depth of books, {@code 20} or {@code full};
 *     empty otherwise.
 */
public record Subscription(List<String> symbols, String channel, String detail, Terms terms) {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final List<String> CHANNELS =
            List.of("quote", "trade", "book", "candle", "status");
    private static final List<String> DEPTHS = List.of("5", "10", "20", "50", "full");

    public Subscription {
        symbols = List.copyOf(symbols);
    }

    /**
     * A channel as people write it: {@code quote}, {@code candle} or {@code candle:5s}, {@code
     * book} or {@code book:full}.
     *
     * @param interval of candles that name none.
     * @param depth of books that name none.
     * @throws IllegalArgumentException when there is no such channel, interval or depth.
     */
    public static Subscription parse(
            List<String> symbols, String channel, String interval, String depth, Terms terms) {
        int colon = channel.indexOf(':');
        String name = colon < 0 ? channel : channel.substring(0, colon);
        if (!CHANNELS.contains(name)) {
            throw new IllegalArgumentException(
                    "unknown channel \""
                            + name
                            + "\"; one of quote, trade, book[:DEPTH], candle[:INTERVAL], status");
        }
        boolean candle = name.equals("candle");
        boolean book = name.equals("book");
        if (!candle && !book && colon >= 0) {
            throw new IllegalArgumentException(
                    "\"" + channel + "\": only candle has an interval, and book a depth");
        }
        String otherwise = candle ? interval : book ? depth : "";
        String detail = colon < 0 ? otherwise : channel.substring(colon + 1);
        if (candle && BarInterval.of(detail) == null) {
            throw new IllegalArgumentException(
                    "interval \"" + detail + "\" is not one of " + BarInterval.labels());
        }
        if (book && !DEPTHS.contains(detail)) {
            throw new IllegalArgumentException(
                    "depth \"" + detail + "\" is not one of " + String.join(" ", DEPTHS));
        }
        return new Subscription(symbols, name, detail, terms);
    }

    /** As the wire numbers it: a candle's interval in seconds, a book's depth, 0 for full. */
    public int detailNumber() {
        return switch (channel) {
            case "candle" -> BarInterval.of(detail).seconds();
            case "book" -> detail.equals("full") ? 0 : Integer.parseInt(detail);
            default -> 0;
        };
    }

    /** For people: {@code candle:5s}. */
    public String label() {
        return detail.isEmpty() ? channel : channel + ':' + detail;
    }

    /** The command that asks for some of the symbols, to begin at some place; null: now. */
    public String command(int id, List<String> some, Terms.From from) {
        ObjectNode command = MAPPER.createObjectNode();
        command.put("op", "subscribe").put("id", id).put("ch", channel);
        ArrayNode names = command.putArray("sym");
        some.forEach(names::add);
        terms.put(command);
        if (channel.equals("candle")) {
            command.put("interval", detail);
        } else if (channel.equals("book")) {
            command.put("depth", detail);
        }
        if (from != null) {
            command.putObject("from").put(from.kind(), from.value());
        }
        return command.toString();
    }
}
