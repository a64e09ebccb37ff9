package io.ticktide.session;

/** The last message before the server closes a connection. */
final class Goodbye {
    /** What a client reads before it is closed because it asked for that when slow. */
    static final String SLOW_WARNING =
            "{\"op\":\"error\",\"code\":403,\"text\":\"client reads too slowly and asked to be"
                    + " disconnected then\",\"retryAfterMs\":1000,\"closing\":true}";

    private Goodbye() {}

    static String json(CloseReason reason, int retryAfterMs) {
        return "{\"op\":\"goodbye\",\"code\":"
                + reason.code()
                + ",\"reason\":\""
                + reason.text()
                + "\",\"retryAfterMs\":"
                + retryAfterMs
                + "}";
    }
}
