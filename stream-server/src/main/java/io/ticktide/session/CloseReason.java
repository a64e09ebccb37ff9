package io.ticktide.session;

/**
 * Why the server ends a connection. Codes 4000 to 4399 tell the client to come back after a while,
 * 4400 to 4499 not to try the same again.
 */
public enum CloseReason {
    SHUTDOWN(1001, "server is shutting down", 1_000),
    PROTOCOL_ERROR(1002, "a frame breaks RFC 6455", 0),
    BINARY_FRAME(1003, "clients send text frames only", 0),
    INVALID_UTF8(1007, "text is not valid UTF-8 or deflate data", 0),
    TOO_LARGE(1009, "message is larger than the limit", 0),
    INTERNAL_ERROR(1011, "internal error", 1_000),
    OVERLOAD(1013, "server is overloaded", 5_000),
    SLOW(4008, "client reads too slowly", 1_000),
    IDLE(4009, "no sign of life from the client", 1_000),
    TOO_MANY_ERRORS(4400, "too many bad commands", 0),
    NOT_AUTHENTICATED(4401, "authentication required", 0),
    TOO_MANY_COMMANDS(4429, "too many commands", 0);

    private final int code;
    private final String text;
    private final int retryAfterMs;

    CloseReason(int code, String text, int retryAfterMs) {
        this.code = code;
        this.text = text;
        this.retryAfterMs = retryAfterMs;
    }

    /** WebSocket close code. */
    public int code() {
        return code;
    }

    /** For people; fits a close frame (at most 123 bytes). */
    public String text() {
        return text;
    }

    /** How long a client should wait before it connects again, ms. */
    public int retryAfterMs() {
        return retryAfterMs;
    }
}
