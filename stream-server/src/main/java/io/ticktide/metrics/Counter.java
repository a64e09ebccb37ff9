package io.ticktide.metrics;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A count with one writing thread; every thread may read it.
 *
 * <p>Owner: the thread of the stage that counts. Cheaper than an atomic increment: the writer is
 * alone, so a release store is enough.
 */
public final class Counter {
    private final AtomicLong value = new AtomicLong();

    /** Adds one. Owner thread only. */
    public void increment() {
        add(1);
    }

    /** Adds {@code n}. Owner thread only. */
    public void add(long n) {
        value.setRelease(value.getPlain() + n);
    }

    /** Replaces the value: a gauge. Owner thread only. */
    public void set(long newValue) {
        value.setRelease(newValue);
    }

    /** The count as of now. Any thread. */
    public long value() {
        return value.getAcquire();
    }
}
