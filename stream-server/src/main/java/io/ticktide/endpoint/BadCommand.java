package io.ticktide.endpoint;

/**
 * What is wrong with a command, or with one item of it: the code of PROTOCOL.md, the field, and a
 * text that says what was expected.
 */
final class BadCommand extends Exception {
    static final int MALFORMED_JSON = 100;
    static final int NOT_AN_OBJECT = 101;
    static final int MISSING_FIELD = 102;
    static final int WRONG_TYPE = 103;
    static final int OUT_OF_RANGE = 104;
    static final int UNKNOWN_FIELD = 105;
    static final int UNKNOWN_OP = 106;
    static final int BINARY_FRAME = 107;
    static final int UNKNOWN_SYMBOL = 200;
    static final int UNKNOWN_CHANNEL = 201;
    static final int UNKNOWN_SUBSCRIPTION = 204;
    static final int TOO_MANY_STREAMS = 205;
    static final int INTERVAL_NOT_OFFERED = 207;

    private static final long serialVersionUID = 1L;
    private static final int MOST_SHOWN = 40;

    private final int code;
    private final String field;

    BadCommand(int code, String field, String text) {
        super(text, null, false, false);
        this.code = code;
        this.field = field;
    }

    static BadCommand binaryFrame() {
        return new BadCommand(
                BINARY_FRAME,
                null,
                "clients send commands as JSON in text frames, not binary ones");
    }

    static BadCommand unknownSymbol(String symbol) {
        return new BadCommand(UNKNOWN_SYMBOL, "sym", "unknown symbol \"" + shown(symbol) + '"');
    }

    static BadCommand unknownSubscription(String symbol) {
        return new BadCommand(
                UNKNOWN_SUBSCRIPTION, "sym", "not subscribed to \"" + shown(symbol) + '"');
    }

    static BadCommand tooManyStreams(int most) {
        return new BadCommand(
                TOO_MANY_STREAMS, "sym", "more than " + most + " streams on one connection");
    }

    /** A client's text, cut to what fits a message. */
    static String shown(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }

    int code() {
        return code;
    }

    /** The field at fault, or null. */
    String field() {
        return field;
    }
}
