package io.ticktide.cli.sub;

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
                        case "quote", "trade", "candle" -> take(type, message);
                        case "tradeSummary" -> take("trade", message);
                        case "heartbeat" -> false;
                        case "" -> throw new ProtocolError("message without type: " + message);
                        // A definition, or a kind newer than this client: shown, not counted.
                        default -> !accounting.isFull();
                    };
            if (shown) {
                lines.accept(message.toString());
            }
        }
    }

    private boolean take(String channel, JsonNode message) {
        try {
            int instrumentId = message.path("instrumentId").intValue();
            int intervalSec = message.path("intervalSec").asInt(0);
            return accounting.take(
                    new StreamKey(instrumentId, channel, intervalSec),
                    Long.parseLong(message.path("seq").stringValue()),
                    message.path("conflated").longValue());
        } catch (JacksonException | NumberFormatException e) {
            throw new ProtocolError("malformed message " + message, e);
        }
    }
}
