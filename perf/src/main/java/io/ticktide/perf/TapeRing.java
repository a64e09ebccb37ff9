package io.ticktide.perf;

import com.lmax.disruptor.EventPoller;
import io.ticktide.config.RingConfig;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedIngress;
import io.ticktide.ring.MarketRing;
import io.ticktide.ring.RingSlot;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A ring as large as the server's default, with the tape at its writing end.
 *
 * <p>Owner: the benchmark's thread, which both writes and reads.
 */
final class TapeRing {
    private final MarketRing ring = new MarketRing(RingConfig.defaults().slots());
    private final Tape tape = new Tape();
    private final FeedCounters counters = new FeedCounters();
    private final FeedIngress ingress =
            new FeedIngress(
                    ring,
                    Tape.instruments().size(),
                    false,
                    new StoppedClock(),
                    counters,
                    TapeRing::failFull);

    /** A reader; without one the ring never fills. */
    EventPoller<RingSlot> newPoller() {
        return ring.newPoller();
    }

    /** Publishes the next quote. */
    void quote() {
        tape.quote(ingress);
    }

    /** Publishes the next trade. */
    void trade() {
        tape.trade(ingress);
    }

    /** Events published so far. */
    long events() {
        return counters.events();
    }

    /** Copies of a tape's worth of messages as the ring holds them. */
    static List<UnsafeBuffer> messages(boolean trades) {
        TapeRing source = new TapeRing();
        EventPoller<RingSlot> poller = source.newPoller();
        for (int i = 0; i < Tape.EVENTS; i++) {
            if (trades) {
                source.trade();
            } else {
                source.quote();
            }
        }
        List<UnsafeBuffer> copies = new ArrayList<>();
        poll(
                poller,
                (slot, sequence, endOfBatch) -> {
                    byte[] bytes = new byte[slot.length()];
                    slot.buffer().getBytes(0, bytes);
                    copies.add(new UnsafeBuffer(bytes));
                    return true;
                });
        return copies;
    }

    /** Reads all that was published. */
    static void poll(EventPoller<RingSlot> poller, EventPoller.Handler<RingSlot> handler) {
        try {
            poller.poll(handler);
        } catch (Exception e) {
            throw new IllegalStateException("reading the ring failed: " + e.getMessage(), e);
        }
    }

    private static void failFull() {
        throw new IllegalStateException(
                "the ring is full: the benchmark's one thread would wait for itself");
    }
}
