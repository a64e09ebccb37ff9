package io.ticktide.perf.floor;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * How long a process that a benchmark started goes on: while the one that started it lives, and ten
 * minutes at most.
 *
 * <p>Owner: the process' main thread.
 */
public final class Lifetime {
    private static final long MOST_NS = TimeUnit.MINUTES.toNanos(10);
    private static final long LOOK_NS = TimeUnit.SECONDS.toNanos(1);

    private final NanoClock clock;
    private final long endNs;
    private final ProcessHandle parent;
    private long nextLookNs;

    /** Begins now. */
    public Lifetime(NanoClock clock) {
        this.clock = clock;
        parent = ProcessHandle.current().parent().orElse(null);
        nextLookNs = clock.nanoTime();
        endNs = nextLookNs + MOST_NS;
    }

    /** Whether to end; looks after the parent once a second. */
    public boolean isOver() {
        long nowNs = clock.nanoTime();
        if (nowNs - nextLookNs < 0) {
            return false;
        }
        nextLookNs = nowNs + LOOK_NS;
        return nowNs - endNs >= 0 || (parent != null && !parent.isAlive());
    }
}
