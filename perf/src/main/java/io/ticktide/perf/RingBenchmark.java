package io.ticktide.perf;

import com.lmax.disruptor.EventPoller;
import io.ticktide.codecs.EventHeader;
import io.ticktide.ring.RingSlot;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * Hand-over: a quote is encoded and published, then polled, on one thread. What two cores add, the
 * cache line that travels and the wake-up of a parked reader, is not in here.
 */
public class RingBenchmark extends StageBenchmark {
    static final int BATCH = 64;

    private final TapeRing ring = new TapeRing();
    private final EventPoller<RingSlot> poller = ring.newPoller();
    private final EventPoller.Handler<RingSlot> handler = this::onSlot;
    private long lastSeq;

    @Benchmark
    public long handOverOne() {
        ring.quote();
        TapeRing.poll(poller, handler);
        return lastSeq;
    }

    /** Per quote. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long handOverBatch() {
        for (int i = 0; i < BATCH; i++) {
            ring.quote();
        }
        TapeRing.poll(poller, handler);
        return lastSeq;
    }

    private boolean onSlot(RingSlot slot, long sequence, boolean endOfBatch) {
        lastSeq = EventHeader.seq(slot.buffer(), 0);
        return true;
    }
}
