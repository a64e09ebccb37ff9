package io.ticktide.perf.load;

/**
 * What became of the events of each eighth of a second or so: how many were delivered and how late,
 * by the time at which they were scheduled. Finds out when a server fell behind.
 *
 * <p>Owner: the load thread. Allocates nothing after construction.
 */
public final class Timeline {
    private static final int SHIFT = 27;
    private static final int BUCKETS = 2_048;

    /** Length of a bucket, ns: 134 ms, a power of two so that no message costs a division. */
    public static final long BUCKET_NS = 1L << SHIFT;

    private final long[] delivered = new long[BUCKETS];
    private final long[] sumNs = new long[BUCKETS];
    private final long[] mostNs = new long[BUCKETS];
    private long originNs;

    /** Forgets everything and starts at a moment, ns since the Unix epoch. */
    void restart(long newOriginNs) {
        originNs = newOriginNs;
        for (int i = 0; i < BUCKETS; i++) {
            delivered[i] = 0;
            sumNs[i] = 0;
            mostNs[i] = 0;
        }
    }

    /** Takes a message; those before the origin and after the last bucket are not kept. */
    void onEvent(long tsEvent, long latencyNs) {
        long bucket = (tsEvent - originNs) >> SHIFT;
        if (bucket >= 0 && bucket < BUCKETS) {
            int index = (int) bucket;
            delivered[index]++;
            sumNs[index] += latencyNs;
            if (latencyNs > mostNs[index]) {
                mostNs[index] = latencyNs;
            }
        }
    }

    /** Start of the first bucket, ns since the Unix epoch. */
    public long originNs() {
        return originNs;
    }

    /** First bucket that begins at or after a moment. */
    public int bucketFrom(long epochNs) {
        long bucket = (epochNs - originNs + BUCKET_NS - 1) >> SHIFT;
        return (int) Math.max(0, Math.min(BUCKETS, bucket));
    }

    /** When a bucket begins, ns since the Unix epoch. */
    public long startNs(int bucket) {
        return originNs + bucket * BUCKET_NS;
    }

    /** Messages whose events were scheduled in the buckets from, inclusive, to, exclusive. */
    public long delivered(int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += delivered[i];
        }
        return sum;
    }

    /** Mean latency of those messages, ns; 0 when there are none. */
    public long meanNs(int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += sumNs[i];
        }
        long count = delivered(from, to);
        return count == 0 ? 0 : sum / count;
    }

    /** Highest latency of those messages, ns. */
    public long mostNs(int from, int to) {
        long most = 0;
        for (int i = from; i < to; i++) {
            most = Math.max(most, mostNs[i]);
        }
        return most;
    }
}
