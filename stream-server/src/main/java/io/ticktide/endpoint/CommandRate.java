package io.ticktide.endpoint;

import java.util.concurrent.TimeUnit;

/**
 * A token bucket: so many commands per second, twice as many at once.
 *
 * <p>Owner: the connection's I/O thread.
 */
final class CommandRate {
    private static final double NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private final double most;
    private double tokens;
    private long lastNs;
    private int refusedWithoutRest;

    CommandRate(int perSecond, long nowNs) {
        this.perSecond = perSecond;
        most = 2.0 * perSecond;
        tokens = most;
        lastNs = nowNs;
    }

    /** Takes a token; false when there is none. */
    boolean tryTake(long nowNs) {
        tokens = Math.min(most, tokens + (nowNs - lastNs) / NS_PER_SECOND * perSecond);
        lastNs = nowNs;
        if (tokens >= perSecond) {
            refusedWithoutRest = 0; // The client paused.
        }
        if (tokens < 1) {
            refusedWithoutRest++;
            return false;
        }
        tokens--;
        return true;
    }

    /** Whether the client goes on and on although it was told to wait. */
    boolean isHopeless() {
        return refusedWithoutRest > 2 * most;
    }

    /** When the next token is there, ms from now, at least 1. */
    int retryAfterMs() {
        return (int) Math.max(1, Math.ceil((1 - tokens) * 1_000 / perSecond));
    }

    int perSecond() {
        return perSecond;
    }
}
