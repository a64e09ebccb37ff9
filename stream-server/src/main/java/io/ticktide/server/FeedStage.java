package io.ticktide.server;

import com.lmax.disruptor.EventPoller;
import io.ticktide.config.FeedConfig;
import io.ticktide.endpoint.FeedView;
import io.ticktide.feed.Feed;
import io.ticktide.feed.segments.SegmentFeed;
import io.ticktide.ring.FeedAgent;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedIngress;
import io.ticktide.ring.FeedLife;
import io.ticktide.ring.MarketRing;
import io.ticktide.ring.RestartDelays;
import io.ticktide.ring.RestartingFeed;
import io.ticktide.ring.RingSlot;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread "feed": pulls the feed, opens it again or says that the server is to stop when it is
 * over, as configured.
 *
 * <p>Thread-safe.
 */
final class FeedStage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FeedStage.class);
    private static final String RESTART = "restart";
    private static final String STOP = "stop";

    private final FeedConfig config;
    private final Feed feed;
    private final MarketRing ring;
    private final NanoClock clock;
    private final FeedCounters counters = new FeedCounters();
    private final FeedLife life;
    private final FeedAgent agent;
    private final AgentRunner runner;
    private final CompletableFuture<ServerEnd> end = new CompletableFuture<>();

    /**
     * @param first open already; closed with this.
     * @param reopen opens it again.
     * @param wakeReaders run after something was published.
     * @param spinNs as of {@link FeedAgent}.
     */
    FeedStage(
            FeedConfig config,
            Feed first,
            Supplier<Feed> reopen,
            MarketRing ring,
            NanoClock clock,
            EpochNanoClock epochClock,
            Runnable wakeReaders,
            long spinNs) {
        this.config = config;
        this.ring = ring;
        this.clock = clock;
        life = new FeedLife(epochClock);
        int instruments = first.instruments().size();
        FeedIngress ingress =
                new FeedIngress(
                        ring, instruments, first.isReplay(), epochClock, counters, wakeReaders);
        RestartDelays delays =
                new RestartDelays(
                        TimeUnit.MILLISECONDS.toNanos(config.restartMaxMs()),
                        epochClock.nanoTime());
        feed = restarts(first, reopen, delays, ingress);
        long stallNs = TimeUnit.MILLISECONDS.toNanos(config.stallMs());
        agent =
                new FeedAgent(
                        feed, ingress, ring, clock, counters, wakeReaders, spinNs, life, stallNs);
        runner =
                new AgentRunner(
                        agent.idle(), error -> LOG.error("feed thread failed", error), null, agent);
        life.onChange(this::endIfAsked);
    }

    void start() {
        AgentRunner.startOnThread(runner);
    }

    /** Runs something on the feed thread whenever {@link FeedView#state} has changed. */
    void onChange(Runnable task) {
        life.onChange(
                () -> {
                    endIfAsked();
                    task.run();
                });
    }

    /** Whether the feed has told all that was due at some time. */
    boolean hasCaughtUp() {
        return agent.hasCaughtUp();
    }

    /** Completes when the feed is over in a way that ends the server. */
    CompletableFuture<ServerEnd> end() {
        return end;
    }

    /** The feed as the endpoint shows it. */
    FeedView view(List<EventPoller<RingSlot>> readers) {
        return new FeedStatus(feed, agent, life, counters, ring, readers, clock);
    }

    /** Stops the thread and closes the feed; it gives up waiting for room. */
    @Override
    public void close() {
        ring.close();
        CloseHelper.quietClose(runner);
    }

    private Feed restarts(
            Feed first, Supplier<Feed> reopen, RestartDelays delays, FeedIngress ingress) {
        boolean onFailure = config.onFailure().equals(RESTART);
        boolean onEnd = config.onEnd().equals(RESTART);
        if (onFailure && first instanceof SegmentFeed) {
            LOG.warn(
                    "feed.on-failure=restart is stay for a recording of Ticktide's own: it would"
                            + " break at the same place again");
            return first;
        }
        return onFailure || onEnd
                ? new RestartingFeed(
                        first, reopen, onFailure, onEnd, delays, life, counters, ingress::begunAnew)
                : first;
    }

    private void endIfAsked() {
        FeedLife.Now now = life.now();
        if (now.state() == FeedAgent.State.ENDED && config.onEnd().equals(STOP)) {
            end.complete(new ServerEnd("the feed ended: " + feed.name(), false));
        } else if (now.state() == FeedAgent.State.FAILED && stopsOnFailure()) {
            end.complete(new ServerEnd("the feed failed: " + now.reason(), true));
        }
    }

    /** One that is opened again fails for good only when that is of no use. */
    private boolean stopsOnFailure() {
        return config.onFailure().equals(STOP)
                || (config.onFailure().equals(RESTART) && feed instanceof RestartingFeed);
    }
}
