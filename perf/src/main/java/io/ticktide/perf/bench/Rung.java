package io.ticktide.perf.bench;

import java.util.concurrent.TimeUnit;

/**
 * One rate that was held for a while, and what came of it.
 *
 * @param rate events per second of all instruments together.
 * @param seconds how long it was looked at.
 * @param expected messages that should have arrived.
 * @param delivered messages that did, within a moment after the end.
 * @param tailNs mean latency at the end of the step, ns.
 * @param server what the server used.
 * @param loadCpu part of a core that the load used.
 * @param bytesPerS received.
 * @param framesPerS received.
 * @param fairness among the clients.
 */
record Rung(
        long rate,
        double seconds,
        long expected,
        long delivered,
        long tailNs,
        ServerUse server,
        double loadCpu,
        double bytesPerS,
        double framesPerS,
        Fairness fairness) {
    /** In words, for the report. */
    static final String CRITERION =
            "every event of the step delivered to every listener, none merged, within 0.4 s after"
                    + " the step's end, and a mean latency below 50 ms in its last eighth of a"
                    + " second";

    /** How long after the end of a step a message may come. */
    static final long GRACE_NS = TimeUnit.MILLISECONDS.toNanos(400);

    /** Mean latency at the end above which a backlog grows, ns. */
    static final long MOST_TAIL_NS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Whether the rate was kept up, by {@link #CRITERION}. */
    boolean sustained() {
        return expected > 0 && delivered == expected && tailNs <= MOST_TAIL_NS;
    }

    /** Messages per second. */
    double deliveredPerS() {
        return delivered / seconds;
    }
}
