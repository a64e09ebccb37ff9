package io.ticktide.server;

import io.ticktide.endpoint.FeedView;
import io.ticktide.feed.DigestingListener;
import io.ticktide.feed.Feed;
import io.ticktide.ring.FeedAgent;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.MarketRing;
import java.util.Locale;

/** The feed and the ring as the endpoint shows them. Thread-safe. */
record FeedStatus(Feed feed, FeedAgent agent, FeedCounters counters, MarketRing ring)
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
        return agent.state().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String failure() {
        return agent.failure();
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
