package io.ticktide.feed.recorded;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A JSON document as maps, lists and texts: what a test needs to look up expected values. */
record JsonTree(Object value) {
    static JsonTree read(Path file) throws IOException {
        String text = Files.readString(file);
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            return new JsonTree(value(json));
        }
    }

    JsonTree at(String name) {
        return new JsonTree(((Map<?, ?>) value).get(name));
    }

    String text() {
        return (String) value;
    }

    long integer() {
        return Long.parseLong(text());
    }

    BigDecimal decimal() {
        return new BigDecimal(text());
    }

    /** A list of [price, quantity] as plain texts. */
    List<List<String>> pairs() {
        List<List<String>> pairs = new ArrayList<>();
        for (Object pair : (List<?>) value) {
            List<?> both = (List<?>) pair;
            pairs.add(List.of((String) both.get(0), (String) both.get(1)));
        }
        return pairs;
    }

    private static Object value(JsonParser json) {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                fields.put(name, value(json));
            }
            return fields;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> elements = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(json));
            }
            return elements;
        }
        return json.getString();
    }
}
