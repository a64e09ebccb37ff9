package io.ticktide.server;

import com.lmax.disruptor.EventPoller;
import io.ticktide.endpoint.FeedView;
import io.ticktide.feed.DigestingListener;
import io.ticktide.feed.Feed;
import io.ticktide.ring.FeedAgent;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedLife;
import io.ticktide.ring.MarketRing;
import io.ticktide.ring.RingSlot;
import java.util.List;
import java.util.Locale;
import org.agrona.concurrent.NanoClock;

/** The feed and the ring as the endpoint shows them. Thread-safe. */
record FeedStatus(
        Feed feed,
        FeedAgent agent,
        FeedLife life,
        FeedCounters counters,
        MarketRing ring,
        List<EventPoller<RingSlot>> readers,
        NanoClock clock)
        implements FeedView {
    @Override
    public String name() {
        return feed.name();
    }

    @Override
    public boolean isReplay() {
        return feed.isReplay();
    }

    @Override
    public String state() {
        return life.state().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String failure() {
        return life.now().reason();
    }

    @Override
    public long sinceNs() {
        return life.now().sinceNs();
    }

    @Override
    public long stalls() {
        return counters.stalls().value();
    }

    @Override
    public long restarts() {
        return counters.restarts().value();
    }

    @Override
    public long silentNs() {
        return elapsedNs(life.toldNs());
    }

    @Override
    public long unturnedNs() {
        return elapsedNs(life.turnedNs());
    }

    @Override
    public long heldBackNs() {
        long sinceNs = life.heldBackSinceNs();
        if (sinceNs == FeedLife.NOT_HELD_BACK && ring.used() == ring.slots()) {
            sinceNs = life.turnedNs(); // It waits within a large change, and cannot say so.
        }
        return sinceNs == FeedLife.NOT_HELD_BACK ? 0 : elapsedNs(sinceNs);
    }

    @Override
    public String slowestReader() {
        int slowest = 0;
        for (int i = 1; i < readers.size(); i++) {
            slowest = ring.lag(readers.get(i)) > ring.lag(readers.get(slowest)) ? i : slowest;
        }
        long behind = ring.lag(readers.get(slowest));
        return behind < ring.slots() / 2
                ? "the recorder is behind"
                : "I/O thread " + slowest + " is " + behind + " messages behind";
    }

    private long elapsedNs(long sinceNs) {
        return sinceNs == 0 ? 0 : Math.max(0, clock.nanoTime() - sinceNs);
    }

    @Override
    public long events() {
        return counters.events();
    }

    @Override
    public long quotes() {
        return counters.quotes().value();
    }

    @Override
    public long trades() {
        return counters.trades().value();
    }

    @Override
    public long bookUpdates() {
        return counters.bookUpdates().value();
    }

    @Override
    public long statuses() {
        return counters.statuses().value();
    }

    @Override
    public long gaps() {
        return counters.feedGaps().value();
    }

    @Override
    public long recordedDigest() {
        return agent.recordedDigest();
    }

    @Override
    public DigestingListener.Checkpoint checkpoint() {
        return agent.checkpoint();
    }

    @Override
    public long ratePerSecond() {
        return counters.ratePerSecond().value();
    }

    @Override
    public long lateNs() {
        return counters.lateNs().value();
    }

    @Override
    public long ringFullWaits() {
        return counters.ringFullWaits().value();
    }

    @Override
    public long ringUsed() {
        return ring.used();
    }

    @Override
    public long ringSlots() {
        return ring.slots();
    }
}
