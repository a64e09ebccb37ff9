package io.ticktide.perf;

import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.openjdk.jmh.annotations.Benchmark;

/** The stamp that every event gets on ingress and every packet before it is sent. */
public class ClockBenchmark extends StageBenchmark {
    private final EpochNanoClock clock = new OffsetEpochNanoClock();

    @Benchmark
    public long readEpochClock() {
        return clock.nanoTime();
    }
}
