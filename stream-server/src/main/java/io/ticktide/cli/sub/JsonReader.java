package io.ticktide.cli.sub;

import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code ticktide.json.v1} and prints each message as it came, one a line.
 *
 * <p>Owner: the WebSocket's listener.
 */
final class JsonReader implements DataReader {
    private final Accounting accounting;
    private final Consumer<String> lines;

    /**
     * @param lines takes each line to print.
     */
    JsonReader(Accounting accounting, Consumer<String> lines) {
        this.accounting = accounting;
        this.lines = lines;
    }

    @Override
    public String subprotocol() {
        return "ticktide.json.v1";
    }

    @Override
    public void onMessages(JsonNode messages) {
        for (JsonNode message : messages) {
            String type = message.path("type").asString("");
            boolean shown =
                    switch (type) {
                        case "quote", "trade", "candle", "status" -> take(type, message);
                        case "tradeSummary" -> take("trade", message);
                        case "bookSnapshot", "bookDelta" -> take("book", message);
                        case "heartbeat" -> takeSilent(message.path("streams"));
                        case "" -> throw new ProtocolError("message without type: " + message);
                        // A definition, or a kind newer than this client: shown, not counted.
                        default -> !accounting.isFull();
                    };
            if (shown) {
                lines.accept(message.toString());
            }
        }
    }

    private boolean takeSilent(JsonNode streams) {
        for (JsonNode stream : streams) {
            StreamKey key =
                    new StreamKey(
                            stream.path("instrumentId").asInt(),
                            stream.path("channel").asString("").toLowerCase(Locale.ROOT),
                            stream.path("detail").asInt(0));
            long seq = Long.parseLong(stream.path("seq").asString("0"));
            accounting.takeSilent(key, seq, stream.path("conflated").asLong(0));
        }
        return false;
    }

    private boolean take(String channel, JsonNode message) {
        try {
            int instrumentId = message.path("instrumentId").intValue();
            int detail = message.path("intervalSec").asInt(message.path("depth").asInt(0));
            return accounting.take(
                    new StreamKey(instrumentId, channel, detail),
                    Long.parseLong(message.path("seq").stringValue()),
                    message.path("conflated").longValue());
        } catch (JacksonException | NumberFormatException e) {
            throw new ProtocolError("malformed message " + message, e);
        }
    }
}
