package io.ticktide.perf;

import com.lmax.disruptor.EventPoller;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.EvDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.simulated.SimulatedFeed;
import io.ticktide.feed.simulated.SimulatedSettings;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedIngress;
import io.ticktide.ring.MarketRing;
import io.ticktide.ring.RingSlot;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Messages of the simulated market, drawn before the measurement, which go on in time when the tape
 * starts again.
 *
 * <p>Owner: the benchmark's thread. The same messages in every JVM.
 */
final class MarketTape {
    private static final int MESSAGES = 1 << 16;
    private static final int SLOTS = 1 << 15;
    private static final int INSTRUMENTS = 20;
    private static final long RATE = 200_000;
    private static final long SEED = 7;
    private static final long STEP_NS = 1_000_000;
    private static final int TS_EVENT =
            MessageHeaderDecoder.ENCODED_LENGTH + EvDecoder.tsEventEncodingOffset();

    private final SimulatedFeed feed =
            new SimulatedFeed(
                    new SimulatedSettings(SEED, INSTRUMENTS, RATE, StoppedClock.NOW_NS, false));
    private final List<UnsafeBuffer> messages = new ArrayList<>(MESSAGES);
    private final long spanNs;
    private final MarketRing ring = new MarketRing(SLOTS);
    private final FeedIngress ingress = ingress(ring);
    private int next;

    MarketTape() {
        MarketRing source = new MarketRing(SLOTS);
        EventPoller<RingSlot> poller = source.newPoller();
        FeedIngress sourceIngress = ingress(source);
        long nowNs = 0;
        while (messages.size() < MESSAGES) {
            feed.poll(sourceIngress, nowNs, SLOTS / 4);
            TapeRing.poll(poller, this::keep);
            nowNs += STEP_NS;
        }
        spanNs = nowNs;
    }

    MarketRing ring() {
        return ring;
    }

    List<Instrument> instruments() {
        return feed.instruments();
    }

    /** Publishes the next messages. */
    void publish(int count) {
        for (int i = 0; i < count; i++) {
            UnsafeBuffer message = messages.get(next);
            next = (next + 1) & (MESSAGES - 1);
            ingress.onRecorded(message, 0, message.capacity());
            long timeNs = EventHeader.tsEvent(message, 0) + spanNs;
            message.putLong(TS_EVENT, timeNs, ByteOrder.LITTLE_ENDIAN);
        }
    }

    private boolean keep(RingSlot slot, long sequence, boolean endOfBatch) {
        if (messages.size() < MESSAGES) {
            byte[] copy = new byte[slot.length()];
            slot.buffer().getBytes(0, copy);
            messages.add(new UnsafeBuffer(copy));
        }
        return true;
    }

    private static FeedIngress ingress(MarketRing into) {
        return new FeedIngress(
                into,
                INSTRUMENTS,
                false,
                new StoppedClock(),
                new FeedCounters(),
                () -> {
                    throw new IllegalStateException("the ring is full: nobody reads it");
                });
    }
}
