package io.ticktide.cli.verify;

import java.util.concurrent.TimeUnit;

/**
 * How many bytes a hostile reader takes when: so many a second, and none at all for a while.
 *
 * <p>Owner: one thread. Times are monotonic.
 */
final class Throttle {
    /** Time that a reader busy otherwise may make up for. */
    private static final long MOST_SAVED_NS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Below so many bytes a read is not worth its call. */
    private static final int LEAST = 512;

    private final long bytesPerSecond;
    private final long stallFromNs;
    private final long stallToNs;
    private long lastNs;
    private double saved;
    private boolean lifted;

    /**
     * @param bytesPerSecond 0: as many as come.
     * @param stallFromNs when it stops reading; as {@code stallToNs} for never.
     */
    Throttle(long bytesPerSecond, long stallFromNs, long stallToNs, long nowNs) {
        this.bytesPerSecond = bytesPerSecond;
        this.stallFromNs = stallFromNs;
        this.stallToNs = stallToNs;
        lastNs = nowNs;
    }

    /** Bytes that may be read now. */
    int allowance(long nowNs) {
        if (lifted) {
            return Integer.MAX_VALUE;
        }
        if (nowNs - stallFromNs >= 0 && nowNs - stallToNs < 0) {
            lastNs = nowNs;
            return 0;
        }
        if (bytesPerSecond == 0) {
            return Integer.MAX_VALUE;
        }
        long elapsedNs = Math.min(MOST_SAVED_NS, nowNs - lastNs);
        saved += elapsedNs * (bytesPerSecond / 1e9);
        saved = Math.min(saved, Math.max(2 * LEAST, bytesPerSecond / 5.0));
        lastNs = nowNs;
        return saved < LEAST ? 0 : (int) saved;
    }

    /** Bytes were read. */
    void spend(int bytes) {
        saved -= Math.min(saved, bytes);
    }

    /** From now on it reads as fast as it can. */
    void lift() {
        lifted = true;
    }
}
