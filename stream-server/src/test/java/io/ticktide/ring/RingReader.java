package io.ticktide.ring;

import com.lmax.disruptor.EventPoller;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads a ring by hand and keeps a copy of every message. */
final class RingReader {
    private final EventPoller<RingSlot> poller;

    RingReader(MarketRing ring) {
        poller = ring.newPoller();
    }

    /** The messages that came since the last call. */
    List<UnsafeBuffer> read() {
        List<UnsafeBuffer> messages = new ArrayList<>();
        try {
            poller.poll(
                    (slot, sequence, endOfBatch) -> {
                        byte[] copy = new byte[slot.length()];
                        slot.buffer().getBytes(0, copy);
                        messages.add(new UnsafeBuffer(copy));
                        return true;
                    });
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return messages;
    }
}
