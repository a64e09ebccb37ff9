package io.ticktide.endpoint;

import io.ticktide.candles.BarInterval;
import io.ticktide.session.Channel;
import io.ticktide.session.StreamKey;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * The streams that a command names: one channel, with its interval or depth, of some symbols.
 *
 * @param channel of {@code ch}.
 * @param detail interval in seconds of candles, depth of books (0 = full), else 0.
 */
record StreamRequest(Channel channel, int detail) {
    private static final Map<String, Integer> DEPTHS =
            Map.of("5", 5, "10", 10, "20", 20, "50", 50, "full", 0);
    private static final int DEFAULT_DEPTH = 20;

    /** Reads {@code ch}, {@code interval} and {@code depth}. */
    static StreamRequest of(CommandFields fields) throws BadCommand {
        String label = fields.text("ch");
        Channel channel = Channel.of(label);
        if (channel == null) {
            throw new BadCommand(
                    ErrorCode.UNKNOWN_CHANNEL,
                    "ch",
                    "unknown channel \""
                            + BadCommand.shown(label)
                            + "\"; known: "
                            + Channel.labels());
        }
        only(fields, channel, "interval", Channel.CANDLE);
        only(fields, channel, "depth", Channel.BOOK);
        return new StreamRequest(channel, detail(fields, channel));
    }

    StreamKey key(int instrumentId) {
        return new StreamKey(instrumentId, channel, detail);
    }

    /** Says the interval or depth, where there is one. */
    static void putDetail(ObjectNode node, StreamKey key) {
        if (key.channel() == Channel.CANDLE) {
            node.put("interval", BarInterval.ofSeconds(key.detail()).label());
        } else if (key.channel() == Channel.BOOK && key.detail() == 0) {
            node.put("depth", "full");
        } else if (key.channel() == Channel.BOOK) {
            node.put("depth", key.detail());
        }
    }

    private static void only(CommandFields fields, Channel channel, String field, Channel of)
            throws BadCommand {
        if (fields.has(field) && channel != of) {
            throw new BadCommand(
                    ErrorCode.UNKNOWN_FIELD,
                    field,
                    "field \"" + field + "\" goes with channel " + of.label() + " only");
        }
    }

    private static int detail(CommandFields fields, Channel channel) throws BadCommand {
        if (channel == Channel.CANDLE) {
            return interval(fields.text("interval")).seconds();
        }
        if (channel == Channel.BOOK && fields.has("depth")) {
            return depth(fields.numberOrText("depth"));
        }
        return channel == Channel.BOOK ? DEFAULT_DEPTH : 0;
    }

    /** The interval of a label. */
    static BarInterval interval(String label) throws BadCommand {
        BarInterval interval = BarInterval.of(label);
        if (interval == null) {
            throw new BadCommand(
                    ErrorCode.NOT_OFFERED,
                    "interval",
                    "interval \""
                            + BadCommand.shown(label)
                            + "\" is not offered; offered: "
                            + BarInterval.labels());
        }
        return interval;
    }

    private static int depth(String text) throws BadCommand {
        Integer depth = DEPTHS.get(text);
        if (depth == null) {
            throw new BadCommand(
                    ErrorCode.NOT_OFFERED,
                    "depth",
                    "depth "
                            + BadCommand.shown(text)
                            + " is not offered; offered: 5 10 20 50 \"full\"");
        }
        return depth;
    }
}
