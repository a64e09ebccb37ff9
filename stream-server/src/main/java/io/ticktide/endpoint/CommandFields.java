package io.ticktide.endpoint;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One command's JSON object, read field by field; whatever is wrong is a {@link BadCommand}. */
final class CommandFields {
    private static final long MOST_ID = (1L << 53) - 1;
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private final JsonNode node;

    private CommandFields(JsonNode node) {
        this.node = node;
    }

    static CommandFields parse(String json) throws BadCommand {
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new BadCommand(ErrorCode.MALFORMED_JSON, null, malformed(e, json));
        }
        if (!node.isObject()) {
            String found = node.isMissingNode() ? "nothing" : BadCommand.shown(node.toString());
            throw new BadCommand(
                    ErrorCode.NOT_AN_OBJECT,
                    null,
                    "expected a JSON object such as {\"op\":\"list\"}, found " + found);
        }
        return new CommandFields(node);
    }

    /** The command's id, or null; for use in an error, so it never throws. */
    Long idOrNull() {
        JsonNode id = node.get("id");
        boolean valid = id != null && id.isIntegralNumber() && id.canConvertToLong();
        return valid && id.longValue() >= 0 && id.longValue() <= MOST_ID ? id.longValue() : null;
    }

    /** Refuses fields that a command does not have. */
    void allow(String... names) throws BadCommand {
        List<String> allowed = Arrays.asList(names);
        for (String name : node.propertyNames()) {
            if (!allowed.contains(name)) {
                throw new BadCommand(
                        ErrorCode.UNKNOWN_FIELD,
                        BadCommand.shown(name),
                        "unknown field \""
                                + BadCommand.shown(name)
                                + "\"; allowed: "
                                + String.join(", ", names));
            }
        }
        if (node.has("id")) {
            integer("id", 0, MOST_ID, 0);
        }
    }

    int size() {
        return node.size();
    }

    boolean has(String name) {
        return node.has(name);
    }

    String text(String name) throws BadCommand {
        JsonNode value = required(name);
        if (!value.isString()) {
            throw wrongType(name, "a string", value);
        }
        return value.stringValue();
    }

    /** One string or an array of strings, at least one. */
    List<String> texts(String name) throws BadCommand {
        JsonNode value = required(name);
        if (value.isString()) {
            return List.of(value.stringValue());
        }
        if (!value.isArray()) {
            throw wrongType(name, "a string or an array of strings", value);
        }
        List<String> texts = new ArrayList<>(value.size());
        for (JsonNode item : value) {
            if (!item.isString()) {
                throw wrongType(name, "an array of strings", item);
            }
            texts.add(item.stringValue());
        }
        if (texts.isEmpty()) {
            throw new BadCommand(
                    ErrorCode.OUT_OF_RANGE, name, name + " is empty; name at least one");
        }
        return texts;
    }

    boolean isText(String name) {
        return node.has(name) && node.get(name).isString();
    }

    /** An integer as text, or a text. */
    String numberOrText(String name) throws BadCommand {
        JsonNode value = required(name);
        if (value.isString()) {
            return value.stringValue();
        }
        if (!value.isIntegralNumber()) {
            throw wrongType(name, "an integer or a string", value);
        }
        return value.toString();
    }

    /** A number as JSON writes it, or a text. */
    String decimalOrText(String name) throws BadCommand {
        JsonNode value = required(name);
        if (value.isString()) {
            return value.stringValue();
        }
        if (!value.isNumber()) {
            throw wrongType(name, "a number or a string", value);
        }
        return value.toString();
    }

    /** A non-negative 64-bit integer, as a string of digits or a number. */
    long digits(String name) throws BadCommand {
        return digits(name, numberOrText(name));
    }

    static long digits(String name, String text) throws BadCommand {
        try {
            long value = Long.parseLong(text);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw notDigits(name, text);
        }
        throw notDigits(name, text);
    }

    CommandFields object(String name) throws BadCommand {
        JsonNode value = required(name);
        if (!value.isObject()) {
            throw wrongType(name, "an object", value);
        }
        return new CommandFields(value);
    }

    private static BadCommand notDigits(String name, String text) {
        return new BadCommand(
                ErrorCode.OUT_OF_RANGE,
                name,
                name
                        + " has \""
                        + BadCommand.shown(text)
                        + "\" where a number from 0 to 2^63-1 belongs");
    }

    boolean flag(String name, boolean otherwise) throws BadCommand {
        JsonNode value = node.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw wrongType(name, "true or false", value);
        }
        return value.booleanValue();
    }

    long integer(String name, long least, long most, long otherwise) throws BadCommand {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return otherwise;
        }
        if (!value.isIntegralNumber()) {
            throw wrongType(name, "an integer", value);
        }
        BigInteger exact = value.bigIntegerValue();
        if (exact.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new BadCommand(
                    ErrorCode.OUT_OF_RANGE, name, name + ' ' + shown(value) + " is above " + most);
        }
        if (exact.compareTo(BigInteger.valueOf(least)) < 0) {
            throw new BadCommand(
                    ErrorCode.OUT_OF_RANGE, name, name + ' ' + shown(value) + " is below " + least);
        }
        return exact.longValueExact();
    }

    private JsonNode required(String name) throws BadCommand {
        JsonNode value = node.get(name);
        if (value == null) {
            throw new BadCommand(
                    ErrorCode.MISSING_FIELD, name, "field \"" + name + "\" is missing");
        }
        return value;
    }

    private static BadCommand wrongType(String name, String expected, JsonNode found) {
        return new BadCommand(
                ErrorCode.WRONG_TYPE,
                name,
                name + " must be " + expected + ", found " + shown(found));
    }

    private static String shown(JsonNode value) {
        return BadCommand.shown(value.toString());
    }

    private static String malformed(JacksonException e, String json) {
        TokenStreamLocation at = e.getLocation();
        String where =
                at == null ? "" : " at line " + at.getLineNr() + " column " + at.getColumnNr();
        if (json.contains("\"token\"")) {
            return "malformed JSON" + where; // The parser's words may quote the token.
        }
        String reason = e.getOriginalMessage();
        // What follows tells of the parser's settings, not of the text.
        int end = reason.indexOf(" (start marker at [Source");
        int lineEnd = reason.indexOf('\n');
        end = end < 0 ? lineEnd : end;
        String firstLine = end < 0 ? reason : reason.substring(0, end);
        int most = 120;
        String cut = firstLine.length() <= most ? firstLine : firstLine.substring(0, most) + "…";
        return "malformed JSON" + where + ": " + cut;
    }
}
