package io.ticktide.ring;

import io.ticktide.feed.Feed;
import io.ticktide.feed.FeedException;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.MarketListener;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A feed that is opened again after a while when it breaks or ends. It fails for good when it comes
 * back with other instruments, as their ids would mean something else.
 *
 * <p>Owner: the feed thread, but for {@link #instruments} and {@link #name}.
 */
public final class RestartingFeed implements Feed {
    private static final Logger LOG = LoggerFactory.getLogger(RestartingFeed.class);

    private final Supplier<Feed> opener;
    private final boolean onFailure;
    private final boolean onEnd;
    private final RestartDelays delays;
    private final FeedLife life;
    private final FeedCounters counters;
    private final Runnable onReopened;
    private final List<Instrument> instruments;
    private final boolean replay;
    private final long originNs;
    private volatile Feed feed; // written by the feed thread; any asks for its name
    private LaterListener later;
    private boolean down;
    private boolean hopeless;
    private long openedNs = Long.MIN_VALUE;
    private long retryAtNs;
    private long clockNs;

    /**
     * @param first open already.
     * @param opener opens it again; throws {@link FeedException} when it cannot.
     * @param onFailure whether it is opened again when it breaks.
     * @param onEnd whether it is opened again when it ends.
     * @param onReopened run on the feed thread before the first event of a feed opened again.
     */
    public RestartingFeed(
            Feed first,
            Supplier<Feed> opener,
            boolean onFailure,
            boolean onEnd,
            RestartDelays delays,
            FeedLife life,
            FeedCounters counters,
            Runnable onReopened) {
        feed = first;
        this.opener = opener;
        this.onFailure = onFailure;
        this.onEnd = onEnd;
        this.delays = delays;
        this.life = life;
        this.counters = counters;
        this.onReopened = onReopened;
        instruments = List.copyOf(first.instruments());
        replay = first.isReplay();
        originNs = first.originNs();
    }

    @Override
    public String name() {
        return feed.name();
    }

    @Override
    public List<Instrument> instruments() {
        return instruments;
    }

    @Override
    public boolean isReplay() {
        return replay;
    }

    @Override
    public long originNs() {
        return originNs;
    }

    @Override
    public int poll(MarketListener listener, long nowNs, int limit) {
        if (openedNs == Long.MIN_VALUE) {
            openedNs = nowNs;
        }
        if (down && !comesBack(nowNs)) {
            return 0;
        }
        try {
            int told = feed.poll(later == null ? listener : later.to(listener), nowNs, limit);
            if (told == 0 && feed.isEnded() && onEnd) {
                goDown("it ended", nowNs);
            }
            return told;
        } catch (FeedException e) {
            if (!onFailure) {
                throw e;
            }
            goDown(e.getMessage(), nowNs);
        } catch (RuntimeException e) {
            if (!onFailure) {
                throw e;
            }
            LOG.error("bug in feed {}", name(), e);
            goDown("bug in the feed: " + e, nowNs);
        }
        return 0;
    }

    @Override
    public long nextDueNs() {
        return down ? retryAtNs : feed.nextDueNs();
    }

    /** Stands still while the feed is down. */
    @Override
    public long clockNs(long nowNs) {
        if (!down) {
            clockNs = feed.clockNs(nowNs) + (later == null ? 0 : later.shiftNs());
        }
        return clockNs;
    }

    @Override
    public boolean isCatchingUp() {
        return !down && feed.isCatchingUp();
    }

    @Override
    public boolean isEnded() {
        return !down && feed.isEnded();
    }

    @Override
    public void close() {
        feed.close();
    }

    private void goDown(String why, long nowNs) {
        if (!down) {
            clockNs(nowNs);
        }
        down = true;
        closeOld();
        long delayNs = delays.nextNs(nowNs - openedNs);
        retryAtNs = nowNs + delayNs;
        LOG.warn(
                "feed {} is opened again in {} ms: {}",
                name(),
                TimeUnit.NANOSECONDS.toMillis(delayNs),
                why);
        life.become(FeedAgent.State.RESTARTING, why);
    }

    private void closeOld() {
        try {
            feed.close();
        } catch (RuntimeException e) {
            LOG.warn("feed {} could not be closed: {}", name(), e.toString());
        }
    }

    private boolean comesBack(long nowNs) {
        if (hopeless || nowNs < retryAtNs) {
            return false;
        }
        Feed opened;
        try {
            opened = opener.get();
        } catch (RuntimeException e) {
            goDown("it cannot be opened: " + e.getMessage(), nowNs);
            return false;
        }
        if (!opened.instruments().equals(instruments)) {
            hopeless = true;
            opened.close();
            throw new FeedException(
                    opened.name()
                            + " came back with other instruments than it had; restart the server");
        }
        later = replay ? new LaterListener(clockNs) : null;
        feed = opened;
        down = false;
        openedNs = nowNs;
        counters.restarts().increment();
        LOG.info("feed {} is open again", name());
        onReopened.run();
        life.become(FeedAgent.State.RUNNING, null);
        return true;
    }
}
