package io.ticktide.perf.bench;

import io.ticktide.feed.simulated.RatePlan;
import java.util.function.Function;

/**
 * Something that a benchmark starts and measures like the others.
 *
 * @param name as the report calls it.
 * @param start starts it with a plan.
 * @param leastMessages per second of all clients together, where a search for its limit begins.
 * @param mostMessages where the search ends.
 * @param warmUpNs before a search's figures count.
 */
record Contender(
        String name,
        Function<RatePlan, Target> start,
        double leastMessages,
        double mostMessages,
        long warmUpNs) {}
