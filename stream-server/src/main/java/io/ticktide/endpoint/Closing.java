package io.ticktide.endpoint;

import io.ticktide.session.CloseReason;
import java.util.Locale;

/**
 * How a connection ended.
 *
 * @param by who ended it: {@code server}, {@code client} or, when it broke, {@code nobody}.
 * @param code of the close frame (RFC 6455, section 7.4.1).
 * @param reason for people.
 */
record Closing(String by, int code, String reason) {
    static final String SERVER = "server";
    static final String CLIENT = "client";
    static final String NOBODY = "nobody";

    /** RFC 6455: no close frame came. */
    static final int BROKEN = 1006;

    /**
     * @param reason the server's, or null.
     * @param clientCode of the client's close frame; 0: none came.
     */
    static Closing of(CloseReason reason, int clientCode) {
        if (reason != null) {
            return new Closing(SERVER, reason.code(), reason.text());
        }
        return clientCode == 0
                ? new Closing(NOBODY, BROKEN, "the connection broke")
                : new Closing(CLIENT, clientCode, "the client closed");
    }

    /** Whether the server ended it for something that the client did. */
    boolean isFault() {
        return by.equals(SERVER) && code != CloseReason.SHUTDOWN.code();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d %s (by %s)", code, reason, by);
    }
}
