/**
 * What it costs: one JMH class per stage of the price path, each on one thread and with stopped
 * clocks, and {@link io.ticktide.perf.Benchmarks} that runs them. RESULTS.md says how to read the
 * figures.
 */
package io.ticktide.perf;
