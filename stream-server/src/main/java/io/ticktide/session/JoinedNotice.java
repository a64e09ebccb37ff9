package io.ticktide.session;

import java.util.Locale;

/** Tells a client that a stream which began in the recording goes on live. */
final class JoinedNotice {
    private JoinedNotice() {}

    /**
     * @param seq of the last event from the recording, or 0.
     */
    static String json(StreamKey key, long seq) {
        return "{\"op\":\"joined\",\"instrumentId\":"
                + key.instrumentId()
                + ",\"ch\":\""
                + key.channel().name().toLowerCase(Locale.ROOT)
                + "\",\"seq\":\""
                + seq
                + "\"}";
    }
}
