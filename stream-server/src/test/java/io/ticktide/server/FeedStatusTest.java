package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.lmax.disruptor.EventPoller;
import io.ticktide.harness.HandFeed;
import io.ticktide.ring.FeedAgent;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedIngress;
import io.ticktide.ring.FeedLife;
import io.ticktide.ring.MarketRing;
import io.ticktide.ring.RingSlot;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class FeedStatusTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final HandFeed feed = new HandFeed(1);
    private final MarketRing ring = new MarketRing(64);
    private final EventPoller<RingSlot> prompt = ring.newPoller();
    private final EventPoller<RingSlot> stuck = ring.newPoller();
    private final FeedCounters counters = new FeedCounters();
    private final FeedLife life = new FeedLife(() -> 5);
    private long nowNs = SECOND_NS;
    private final FeedAgent agent =
            new FeedAgent(
                    feed,
                    new FeedIngress(ring, 1, false, () -> 5, counters, () -> {}),
                    ring,
                    () -> nowNs,
                    counters,
                    () -> {},
                    0,
                    life,
                    0);
    private final FeedStatus status =
            new FeedStatus(feed, agent, life, counters, ring, List.of(prompt, stuck), () -> nowNs);

    @Test
    void threadThatDoesNotReadHoldsTheFeedBackUntilItReads() {
        // given
        for (int i = 0; i < 200; i++) {
            feed.quote(0, i, 100);
        }

        // when
        work(10);
        long heldBackNs = status.heldBackNs();
        String culprit = status.slowestReader();
        long waits = status.ringFullWaits();
        read(stuck);
        work(1);

        // then
        assertThat(heldBackNs).isEqualTo(5 * SECOND_NS);
        assertThat(culprit).isEqualTo("I/O thread 1 is 64 messages behind");
        assertThat(waits).isEqualTo(1);
        assertThat(status.heldBackNs()).isZero();
    }

    @Test
    void feedThreadThatDoesNotComeBackIsSeen() {
        // given
        work(1);

        // when
        nowNs += 20 * SECOND_NS;

        // then
        assertThat(status.unturnedNs()).isEqualTo(20 * SECOND_NS);
    }

    private void work(int turns) {
        for (int i = 0; i < turns; i++) {
            nowNs += SECOND_NS;
            agent.doWork();
            read(prompt);
        }
    }

    private static void read(EventPoller<RingSlot> reader) {
        try {
            reader.poll((slot, sequence, endOfBatch) -> true);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
