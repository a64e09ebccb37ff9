package io.ticktide.ring;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.YieldingWaitStrategy;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/**
 * The ring buffer between the feed thread and the I/O threads. Slots lie side by side in one direct
 * buffer.
 *
 * <p>When it is full the feed thread waits, so a feed that is pulled loses nothing; how often that
 * happened is {@link FeedCounters#ringFullWaits}. Pollers never wait, the feed thread wakes them.
 */
public final class MarketRing {
    private static final long FULL_PARK_NS = 20_000;

    private final RingBuffer<RingSlot> ring;
    private volatile boolean closed; // written by close(), read by the feed thread

    /**
     * @param slots a power of two.
     */
    public MarketRing(int slots) {
        ByteBuffer region = ByteBuffer.allocateDirect(slots * RingSlot.BYTES);
        int[] next = {0};
        // Nobody waits on the ring itself, so the wait strategy is never asked.
        ring =
                RingBuffer.createSingleProducer(
                        () -> new RingSlot(region, RingSlot.BYTES * next[0]++),
                        slots,
                        new YieldingWaitStrategy());
    }

    /** A new reader that sees everything published from now on; before the feed starts only. */
    public EventPoller<RingSlot> newPoller() {
        EventPoller<RingSlot> poller = ring.newPoller();
        ring.addGatingSequences(poller.getSequence());
        return poller;
    }

    /** Number of slots. */
    public int slots() {
        return ring.getBufferSize();
    }

    /** Slots that some poller has not passed yet. */
    public long used() {
        return ring.getBufferSize() - ring.remainingCapacity();
    }

    /** Slots that one reader has not passed yet. Any thread. */
    public long lag(EventPoller<RingSlot> reader) {
        return ring.getCursor() - reader.getSequence().get();
    }

    /** Lets a feed thread that waits for room give up; whatever it publishes later is not read. */
    public void close() {
        closed = true;
    }

    /** Whether so many slots are free; the writer's thread only. */
    public boolean hasRoom(int slotsWanted) {
        return ring.hasAvailableCapacity(slotsWanted);
    }

    /** The next slot to write; waits for room, or returns -1 when the ring is closed. */
    long claim() {
        while (!ring.hasAvailableCapacity(1)) {
            if (closed) {
                return -1;
            }
            LockSupport.parkNanos(FULL_PARK_NS);
        }
        return ring.next();
    }

    RingSlot slot(long sequence) {
        return ring.get(sequence);
    }

    void publish(long sequence) {
        ring.publish(sequence);
    }
}
