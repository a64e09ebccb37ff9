package io.ticktide.endpoint;

import java.util.Locale;

/** What a connection's replay does. */
enum ReplayState {
    /** There is none: data is live. */
    LIVE,
    PAUSED,
    PLAYING,
    /** All of the recording was told, as far as it goes. */
    ENDED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
