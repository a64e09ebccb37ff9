package io.ticktide.feed.recorded;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Takes a Binance stream message apart, with or without its {@code {"stream","data"}} wrapper.
 * Fields that no supported message has are passed over.
 *
 * <p>Owner: one thread.
 */
final class JsonRowParser {
    private final JsonFactory factory = new JsonFactory();

    /**
     * Fills {@code row} from one JSON object.
     *
     * @throws BadField when the text is no JSON object, or goes on behind it.
     */
    void parse(byte[] text, int offset, int length, JsonRow row) throws BadField {
        row.clear();
        try (JsonParser json =
                factory.createParser(ObjectReadContext.empty(), text, offset, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new BadField("the message is not a JSON object");
            }
            object(json, row);
            if (json.nextToken() != null) {
                throw new BadField("there is text behind the JSON object");
            }
        } catch (JacksonException e) {
            int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
            throw new BadField(
                    "malformed JSON at its character "
                            + column
                            + ": "
                            + RowTexts.shown(e.getOriginalMessage()));
        }
    }

    private void object(JsonParser json, JsonRow row) throws BadField {
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_OBJECT) {
                if (name.equals("data")) {
                    object(json, row);
                } else {
                    json.skipChildren();
                }
            } else if (value == JsonToken.START_ARRAY) {
                array(json, name, row);
            } else if (value == JsonToken.VALUE_NUMBER_INT) {
                integer(json, name, row);
            } else if (value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE) {
                bool(name, value == JsonToken.VALUE_TRUE, row);
            } else {
                text(json, name, row);
            }
        }
    }

    private static void array(JsonParser json, String name, JsonRow row) throws BadField {
        switch (name) {
            case "b", "bids" -> {
                row.hasBids = true;
                row.bidsFrom = row.texts.count();
                row.bids = levels(json, name, row);
            }
            case "a", "asks" -> {
                row.hasAsks = true;
                row.asksFrom = row.texts.count();
                row.asks = levels(json, name, row);
            }
            default -> json.skipChildren();
        }
    }

    /** Adds price and quantity of each level as two texts; returns the number of levels. */
    private static int levels(JsonParser json, String name, JsonRow row) throws BadField {
        int levels = 0;
        while (json.nextToken() == JsonToken.START_ARRAY) {
            JsonToken price = json.nextToken();
            addDecimal(json, price, name, row);
            JsonToken qty = json.nextToken();
            addDecimal(json, qty, name, row);
            // Old recordings have a third, empty element.
            for (JsonToken t = json.nextToken(); t != JsonToken.END_ARRAY; t = json.nextToken()) {
                json.skipChildren();
            }
            levels++;
        }
        if (json.currentToken() != JsonToken.END_ARRAY) {
            throw new BadField(name + " is not a list of [price, quantity]");
        }
        return levels;
    }

    private static void addDecimal(JsonParser json, JsonToken token, String name, JsonRow row)
            throws BadField {
        if (token == null || !token.isScalarValue()) {
            throw new BadField(name + " has a level that is not [price, quantity]");
        }
        add(json, row);
    }

    private static void integer(JsonParser json, String name, JsonRow row) {
        switch (name) {
            case "E" -> row.eventTime = json.getLongValue();
            case "T" -> row.transactionTime = json.getLongValue();
            case "t" -> row.tradeId = json.getLongValue();
            case "U" -> row.firstUpdateId = json.getLongValue();
            case "u" -> row.lastUpdateId = json.getLongValue();
            case "pu" -> row.previousUpdateId = json.getLongValue();
            case "lastUpdateId" -> row.snapshotUpdateId = json.getLongValue();
            // A price may be a bare number.
            default -> text(json, name, row);
        }
    }

    private static void bool(String name, boolean value, JsonRow row) {
        if (name.equals("m")) {
            row.hasMaker = true;
            row.buyerMaker = value;
        } else if (name.equals("M")) {
            row.hasBestMatch = true;
        }
    }

    private static void text(JsonParser json, String name, JsonRow row) {
        switch (name) {
            case "stream" -> row.stream = add(json, row);
            case "e" -> row.event = add(json, row);
            case "s" -> row.symbol = add(json, row);
            case "p" -> row.price = add(json, row);
            case "q" -> row.qty = add(json, row);
            case "b" -> row.bidPrice = add(json, row);
            case "B" -> row.bidQty = add(json, row);
            case "a" -> row.askPrice = add(json, row);
            case "A" -> row.askQty = add(json, row);
            case "X" -> row.orderType = add(json, row);
            default -> {
                // Of no supported message.
            }
        }
    }

    private static int add(JsonParser json, JsonRow row) {
        return row.texts.add(
                json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
    }
}
