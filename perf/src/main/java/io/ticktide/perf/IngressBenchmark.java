package io.ticktide.perf;

import org.openjdk.jmh.annotations.Benchmark;

/** feed → ring: claim a slot, encode the SBE message, number and publish it. Nobody reads. */
public class IngressBenchmark extends StageBenchmark {
    private final TapeRing ring = new TapeRing();

    @Benchmark
    public void quoteIntoSlot() {
        ring.quote();
    }

    @Benchmark
    public void tradeIntoSlot() {
        ring.trade();
    }
}
