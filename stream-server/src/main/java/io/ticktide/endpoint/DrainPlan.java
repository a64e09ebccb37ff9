package io.ticktide.endpoint;

/**
 * How many clients are sent away: spread over some time, and so that they do not come back at once.
 * Few of them go at once.
 *
 * @param goodbyesMs over which the goodbyes are spread.
 * @param patienceMs after which a client that did not take what waits gets its goodbye ahead of it.
 * @param deadlineMs after which who is still there is cut.
 * @param retrySpreadMs over which their return is spread, from {@link #RETRY_AFTER_MS} on.
 */
record DrainPlan(long goodbyesMs, long patienceMs, long deadlineMs, int retrySpreadMs) {
    /** Least that a client waits before it comes back: the next server has to start. */
    static final int RETRY_AFTER_MS = 1_000;

    /** What a client costs that goes or comes: a thousand a second disturb nobody. */
    private static final int CLIENTS_PER_MS = 1;

    /** Even a drain in no time lets the goodbyes leave. */
    private static final int LEAST_MS = 250;

    /**
     * @param clients connected now.
     * @param drainMs that all of it may take.
     * @param mostSpreadMs of their return.
     */
    static DrainPlan of(int clients, int drainMs, int mostSpreadMs) {
        int neededMs = clients / CLIENTS_PER_MS;
        return new DrainPlan(
                Math.min(neededMs, drainMs / 2),
                drainMs - drainMs / 4,
                Math.max(drainMs, LEAST_MS),
                Math.min(neededMs, mostSpreadMs));
    }
}
