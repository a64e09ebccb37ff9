package io.ticktide.perf.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.EventHeader;
import io.ticktide.ring.WallClock;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class LoadAllocationTest {
    private static final int FRAMES = 12_500;
    private static final int MESSAGES_PER_FRAME = 8;
    private static final int MESSAGES = FRAMES * MESSAGES_PER_FRAME;
    private static final int TRIES = 4;
    // WebSocket and packet header of a frame of 8 quotes.
    private static final int FIRST_MESSAGE_AT = 4 + 12;
    private static final int QUOTE_BYTES = 64;
    private static final long TS_EVENT = 1_000_000_000L;

    private final Tally tally = new Tally();
    private final UnsafeBuffer frame = frame();
    private long seq;

    @Test
    void messagesAreWalkedCheckedAndTimedWithoutGarbage() throws Exception {
        // given
        InetSocketAddress nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        try (LoadClient load =
                new LoadClient(
                        nowhere, List.of(), tally, SystemNanoClock.INSTANCE, new WallClock())) {
            Connection client =
                    new Connection(new ClientRole("/v1/stream", "", 3, 1, 0), load, tally);
            tally.window(TS_EVENT - 1, Long.MAX_VALUE, true);

            // when: the first is a warm-up, and the JIT may allocate on the thread's account
            long least = Long.MAX_VALUE;
            for (int i = 0; i < TRIES; i++) {
                long before = allocatedBytes();
                long between = allocatedBytes();
                walk(client);
                least = Math.min(least, allocatedBytes() - between - (between - before));
            }

            // then
            assertThat(tally.messages()).isEqualTo((long) TRIES * MESSAGES);
            assertThat(tally.windowMessages()).isEqualTo(tally.messages());
            assertThat(tally.violations()).as(tally.firstViolation()).isZero();
            assertThat(tally.latencies().whole().getTotalCount()).isEqualTo(tally.messages());
            assertThat(least).isLessThanOrEqualTo(MESSAGES / 100);
        }
    }

    private void walk(Connection client) {
        for (int i = 0; i < FRAMES; i++) {
            for (int j = 0; j < MESSAGES_PER_FRAME; j++) {
                EventHeader.seq(frame, FIRST_MESSAGE_AT + j * QUOTE_BYTES, ++seq);
            }
            tally.onRead(TS_EVENT + 50_000 + i, frame.capacity());
            FrameWalker.walk(frame, 0, frame.capacity(), client);
        }
    }

    private static UnsafeBuffer frame() {
        Packets packets = new Packets();
        for (int i = 0; i < MESSAGES_PER_FRAME; i++) {
            packets.quote(3, TS_EVENT, i, 0, 0);
        }
        return new UnsafeBuffer(packets.frame());
    }

    private static long allocatedBytes() throws JMException {
        Object[] thread = {Thread.currentThread().getId()};
        String[] types = {"long"};
        ObjectName threading = new ObjectName("java.lang:type=Threading");
        return (long)
                ManagementFactory.getPlatformMBeanServer()
                        .invoke(threading, "getThreadAllocatedBytes", thread, types);
    }
}
