package io.ticktide.session;

/**
 * How long events of one client waited between ingress and the socket: counts per power of two of
 * µs, so that a percentile is known to within a factor of two at the cost of 256 bytes.
 *
 * <p>Owner: that of its {@link Session}.
 */
public final class QueueTimes {
    private static final int BUCKETS = 32;
    private static final long NS_PER_MICRO = 1_000;

    private int[] counts;
    private long total;

    void record(long waitedNs) {
        long micros = Math.max(0, waitedNs) / NS_PER_MICRO;
        int bucket = Math.min(BUCKETS - 1, Long.SIZE - Long.numberOfLeadingZeros(micros));
        if (counts == null) {
            counts = new int[BUCKETS]; // Many a client is never sent anything.
        }
        counts[bucket]++;
        total++;
    }

    /** Upper bound of the time that so many percent waited at most, µs; 0 when nothing was sent. */
    public long microsAt(int percent) {
        long wanted = (total * percent + 99) / 100;
        if (counts == null) {
            return 0;
        }
        long seen = 0;
        for (int bucket = 0; bucket < BUCKETS && wanted > 0; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted) {
                return (1L << bucket) - 1;
            }
        }
        return 0;
    }
}
