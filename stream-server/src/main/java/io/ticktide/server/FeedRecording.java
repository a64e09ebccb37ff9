package io.ticktide.server;

import io.ticktide.config.ServerConfig;
import io.ticktide.endpoint.RecorderView;
import io.ticktide.feed.Feed;
import io.ticktide.ring.FeedAgent;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedIngress;
import io.ticktide.ring.MarketRing;
import io.ticktide.ring.WallClock;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records a feed that nobody is served. A feed that comes from a file waits for the disk; a live
 * one cannot.
 *
 * <p>Thread-safe.
 */
public final class FeedRecording implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FeedRecording.class);

    private final MarketRing ring;
    private final RunningRecorder recorder;
    private final FeedAgent agent;
    private final AgentRunner feedRunner;

    private FeedRecording(ServerConfig config, Feed feed) throws StartException {
        ring = new MarketRing(config.ring().slots());
        EpochNanoClock epochClock = new WallClock();
        recorder =
                RunningRecorder.start(
                        config.record(),
                        ring,
                        feed,
                        epochClock.nanoTime(),
                        config.distribute().historyBars(),
                        TimeUnit.MILLISECONDS.toNanos(config.distribute().closeGraceMs()),
                        feed.isReplay(),
                        epochClock);
        FeedCounters counters = new FeedCounters();
        Runnable wake = recorder::wakeIfBehind;
        FeedIngress ingress =
                new FeedIngress(
                        ring,
                        feed.instruments().size(),
                        feed.isReplay(),
                        epochClock,
                        counters,
                        wake);
        agent = new FeedAgent(feed, ingress, ring, SystemNanoClock.INSTANCE, counters, wake, 0);
        feedRunner =
                new AgentRunner(
                        agent.idle(), error -> LOG.error("feed thread failed", error), null, agent);
    }

    /**
     * Starts recording a feed, which is closed at the end.
     *
     * @param config {@code record.dir} must be set.
     * @throws StartException when it cannot; the feed is closed then.
     */
    public static FeedRecording start(ServerConfig config, Feed feed) throws StartException {
        try {
            FeedRecording recording = new FeedRecording(config, feed);
            AgentRunner.startOnThread(recording.feedRunner);
            return recording;
        } catch (StartException e) {
            feed.close();
            throw e;
        }
    }

    /** Whether the feed has nothing more to tell. */
    public boolean isEnded() {
        return agent.state() != FeedAgent.State.RUNNING;
    }

    /** Why the feed failed, for people; null when it did not. */
    public String failure() {
        return agent.failure();
    }

    /** What was recorded so far. */
    public RecorderView recorder() {
        return recorder;
    }

    /** Stops the feed, writes what is left and ends the run. */
    @Override
    public void close() {
        ring.close();
        CloseHelper.quietClose(feedRunner);
        CloseHelper.quietClose(recorder);
    }
}
