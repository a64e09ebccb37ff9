package io.ticktide.metrics;

import java.util.stream.Stream;

/**
 * How often something waited for how long: counts per power of two of µs, and the sum. One thread
 * writes, any thread reads; a reader may see a wait in the counts and not yet in the sum.
 *
 * <p>Owner: the thread of the stage that counts.
 */
public final class WaitCounts {
    /** The last bucket takes whatever is longer. */
    public static final int BUCKETS = 32;

    private static final long NS_PER_MICRO = 1_000;

    private final Counter[] counts =
            Stream.generate(Counter::new).limit(BUCKETS).toArray(Counter[]::new);
    private final Counter sumNs = new Counter();

    /** Counts one wait. Owner thread only. */
    public void record(long waitedNs) {
        // The bound itself belongs to its bucket, as Prometheus' "le" has it.
        long micros = Math.max(0, waitedNs - 1) / NS_PER_MICRO;
        int bucket = Math.min(BUCKETS - 1, Long.SIZE - Long.numberOfLeadingZeros(micros));
        counts[bucket].increment();
        sumNs.add(Math.max(0, waitedNs));
    }

    /** Waits longer than 2^(bucket-1) µs and no longer than 2^bucket µs. Any thread. */
    public long count(int bucket) {
        return counts[bucket].value();
    }

    /** All waits together, ns. Any thread. */
    public long sumNs() {
        return sumNs.value();
    }
}
