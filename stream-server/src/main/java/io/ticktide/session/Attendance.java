package io.ticktide.session;

import java.util.concurrent.TimeUnit;

/**
 * Whether a session is in an audience, and where; else whether it could be.
 *
 * <p>Owner: that of its {@link Session}.
 */
final class Attendance {
    /** For how long a client whose socket was full is not taken to keep up. */
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Session session;
    private Audience audience;
    private int place;
    private int limitedStreams;
    private long allowedFromNs = Long.MIN_VALUE;

    Attendance(Session session) {
        this.session = session;
    }

    /** The audience it is in, or null. */
    Audience audience() {
        return audience;
    }

    /** Where in which audience it is now; null for in none. */
    void joined(Audience newAudience, int newPlace) {
        audience = newAudience;
        place = newPlace;
    }

    void leave() {
        if (audience != null) {
            audience.leave(session, place);
        }
    }

    /** Leaves for a while, as the socket is full. */
    void fallBehind(long nowNs) {
        leave();
        allowedFromNs = nowNs + PAUSE_NS;
    }

    /** A stream is limited to a rate now, or is not any more. */
    void limitsChanged(boolean wasLimited, boolean isLimited) {
        limitedStreams += (isLimited ? 1 : 0) - (wasLimited ? 1 : 0);
    }

    /** Whether nothing but single streams could be in the way of an audience. */
    boolean isPossible(long nowNs) {
        return audience == null && limitedStreams == 0 && nowNs >= allowedFromNs;
    }
}
