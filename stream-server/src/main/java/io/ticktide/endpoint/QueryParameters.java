package io.ticktide.endpoint;

import io.undertow.server.HttpServerExchange;
import java.util.Deque;

/** The query of one request, read with errors that name parameter, value and range. */
final class QueryParameters {
    private final HttpServerExchange exchange;

    QueryParameters(HttpServerExchange exchange) {
        this.exchange = exchange;
    }

    /** A parameter's text; {@code otherwise} when it is not there. */
    String text(String name, String otherwise) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null || values.isEmpty() ? otherwise : values.getFirst();
    }

    /** A parameter's text. */
    String required(String name) throws BadCommand {
        String text = text(name, null);
        if (text == null) {
            throw new BadCommand(
                    ErrorCode.MISSING_FIELD, name, "parameter \"" + name + "\" is missing");
        }
        return text;
    }

    /** A number from 1 to {@code most}. */
    int integer(String name, int otherwise, int most) throws BadCommand {
        String text = text(name, null);
        if (text == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= 1 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw notInRange(name, text, most);
        }
        throw notInRange(name, text, most);
    }

    /** A time in ns since the Unix epoch. */
    long timeNs(String name, long otherwise) throws BadCommand {
        String text = text(name, null);
        if (text == null) {
            return otherwise;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new BadCommand(
                    ErrorCode.OUT_OF_RANGE,
                    name,
                    name
                            + " \""
                            + BadCommand.shown(text)
                            + "\" is not a time in ns since the Unix epoch");
        }
    }

    /** The id of a session. */
    long session(String name, long otherwise) throws BadCommand {
        String text = text(name, null);
        if (text == null) {
            return otherwise;
        }
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new BadCommand(
                    ErrorCode.OUT_OF_RANGE,
                    name,
                    name + " \"" + BadCommand.shown(text) + "\" is not the id of a session");
        }
    }

    private static BadCommand notInRange(String name, String text, int most) {
        return new BadCommand(
                ErrorCode.OUT_OF_RANGE,
                name,
                name + " \"" + BadCommand.shown(text) + "\" is not a number from 1 to " + most);
    }
}
