package io.ticktide.session;

/** The last message before the server closes a connection. */
final class Goodbye {
    private Goodbye() {}

    static String json(CloseReason reason) {
        return "{\"op\":\"goodbye\",\"code\":"
                + reason.code()
                + ",\"reason\":\""
                + reason.text()
                + "\",\"retryAfterMs\":"
                + reason.retryAfterMs()
                + "}";
    }
}
