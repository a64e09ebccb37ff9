package io.ticktide.record;

import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;

/**
 * Waits parked, for a while at most, and less when it is signalled. A signal that comes between the
 * last look and the parking is not lost.
 *
 * <p>Owner: the thread that waits; any thread may {@link #signal}.
 */
public final class ParkedWait implements IdleStrategy {
    private final long mostNs;
    private volatile Thread waiting; // written by the thread that waits, read by who signals

    ParkedWait(long mostNs) {
        this.mostNs = mostNs;
    }

    /** Ends the present wait, or the next one. */
    void signal() {
        LockSupport.unpark(waiting);
    }

    @Override
    public void idle(int workCount) {
        if (workCount == 0) {
            idle();
        }
    }

    @Override
    public void idle() {
        if (waiting == null) {
            waiting = Thread.currentThread();
            return; // Whoever signalled before could not know whom.
        }
        LockSupport.parkNanos(this, mostNs);
    }

    @Override
    public void reset() {
        // Holds no state between waits.
    }
}
