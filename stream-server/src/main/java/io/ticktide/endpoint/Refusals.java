package io.ticktide.endpoint;

import java.util.concurrent.atomic.AtomicLongArray;

/** How often the endpoint refused something, by cause, since the server started. Thread-safe. */
public final class Refusals {
    private final AtomicLongArray counts = new AtomicLongArray(Refusal.values().length);

    void count(Refusal cause) {
        counts.incrementAndGet(cause.ordinal());
    }

    /** How often for one cause. */
    public long value(Refusal cause) {
        return counts.get(cause.ordinal());
    }
}
