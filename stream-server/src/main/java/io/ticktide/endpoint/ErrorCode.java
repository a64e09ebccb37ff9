package io.ticktide.endpoint;

/**
 * What can be wrong with a command, or with one item of it. PROTOCOL.md has the same table; a test
 * holds the two equal.
 */
enum ErrorCode {
    MALFORMED_JSON(100, "malformed JSON"),
    NOT_AN_OBJECT(101, "not a JSON object"),
    MISSING_FIELD(102, "a field is missing"),
    WRONG_TYPE(103, "a field has the wrong type"),
    OUT_OF_RANGE(104, "a value is out of range"),
    UNKNOWN_FIELD(105, "unknown field"),
    UNKNOWN_OP(106, "unknown op"),
    BINARY_FRAME(107, "binary frame from a client"),
    UNKNOWN_SYMBOL(200, "unknown symbol"),
    UNKNOWN_CHANNEL(201, "unknown channel"),
    NOT_ENTITLED(202, "not entitled"),
    UNKNOWN_SUBSCRIPTION(204, "unknown subscription"),
    TOO_MANY_STREAMS(205, "too many streams"),
    NOT_OFFERED(207, "depth or interval not offered"),
    RANGE_PARTIAL(301, "a part of the range is no longer kept"),
    RANGE_GONE(302, "nothing of the range is kept"),
    WRONG_EPOCH(303, "the seqs are of another life of the server"),
    RANGE_FUTURE(304, "the range ends after the newest event"),
    RANGE_TOO_LARGE(305, "the range is too large"),
    UNKNOWN_RECORDING(306, "unknown recording"),
    UNREADABLE_RECORDING(307, "the recording cannot be read"),
    NO_REPLAY(308, "no replay is open"),
    TOO_MANY_REPLAYS(309, "too many replays"),
    NOT_IN_MARKET(310, "not in the market moved to"),
    NOT_AUTHENTICATED(400, "authentication required"),
    BAD_TOKEN(401, "bad token"),
    TOKEN_EXPIRED(402, "expired token"),
    TOO_SLOW(403, "the client reads too slowly"),
    TOO_MANY_COMMANDS(404, "too many commands");

    private final int code;
    private final String meaning;

    ErrorCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    /** For the documentation. */
    String meaning() {
        return meaning;
    }
}
