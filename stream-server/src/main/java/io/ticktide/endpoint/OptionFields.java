package io.ticktide.endpoint;

import io.ticktide.session.StreamOptions;
import tools.jackson.databind.node.ObjectNode;

/** Reads and shows how a client wants its streams. What is too much is lowered, not refused. */
final class OptionFields {
    private static final int MOST_RATE = 100_000;
    private static final int MOST_AGE_MS = 3_600_000;

    private OptionFields() {}

    /**
     * The options of a command.
     *
     * @param otherwise what holds where the command says nothing.
     */
    static StreamOptions of(CommandFields fields, StreamOptions otherwise) throws BadCommand {
        int maxRate = limit(fields, "maxRate", MOST_RATE, otherwise.maxRate());
        int maxAgeMs = limit(fields, "maxAgeMs", MOST_AGE_MS, otherwise.maxAgeMs());
        return new StreamOptions(maxRate, maxAgeMs, disconnects(fields, otherwise));
    }

    /** What holds now: null where there is no limit. */
    static void put(ObjectNode node, StreamOptions options) {
        putLimit(node, "maxRate", options.maxRate());
        putLimit(node, "maxAgeMs", options.maxAgeMs());
        node.put("onSlow", options.disconnectWhenSlow() ? "disconnect" : "conflate");
    }

    private static int limit(CommandFields fields, String name, int most, int otherwise)
            throws BadCommand {
        if (!fields.has(name)) {
            return otherwise;
        }
        return (int) Math.min(most, fields.integer(name, 1, Long.MAX_VALUE, 0));
    }

    private static boolean disconnects(CommandFields fields, StreamOptions otherwise)
            throws BadCommand {
        if (!fields.has("onSlow")) {
            return otherwise.disconnectWhenSlow();
        }
        String onSlow = fields.text("onSlow");
        if (!onSlow.equals("conflate") && !onSlow.equals("disconnect")) {
            throw new BadCommand(
                    ErrorCode.OUT_OF_RANGE,
                    "onSlow",
                    "onSlow \""
                            + BadCommand.shown(onSlow)
                            + "\" is neither \"conflate\" nor \"disconnect\"");
        }
        return onSlow.equals("disconnect");
    }

    private static void putLimit(ObjectNode node, String name, int limit) {
        if (limit == 0) {
            node.putNull(name);
        } else {
            node.put(name, limit);
        }
    }
}
