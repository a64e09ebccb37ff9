package io.ticktide.ring;

import io.ticktide.feed.DigestingListener;
import io.ticktide.feed.Feed;
import io.ticktide.feed.FeedException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pulls the feed and wakes the readers of the ring. A feed that breaks is logged and ends; what it
 * told so far is still served. While a live feed tells nothing though it should, all its
 * instruments are STALE.
 *
 * <p>Owner: the feed thread. {@link #state()} and {@link #failure()} may be asked by any thread.
 */
public final class FeedAgent implements Agent {
    /** What became of the feed. */
    public enum State {
        /** It tells, or is silent on purpose. */
        RUNNING,

        /** It tells nothing though an event was due. */
        STALLED,

        /** It broke or ended, and will be opened again. */
        RESTARTING,

        /** It told all it had to tell. */
        ENDED,

        /** It broke. */
        FAILED
    }

    private static final Logger LOG = LoggerFactory.getLogger(FeedAgent.class);
    private static final int POLL_LIMIT = 1_024;
    private static final long MOST_LATE_NS = TimeUnit.HOURS.toNanos(1);
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long CLOCK_STEP_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Feed feed;
    private final FeedIngress ingress;
    private final MarketRing ring;
    private final NanoClock clock;
    private final FeedCounters counters;
    private final Runnable wakeReaders;
    private final IdleStrategy idle;
    private final DigestingListener digest;
    private final FeedLife life;
    private final StallWatch watch;
    private boolean stale;
    private boolean heldBack;
    private long lastFeedTimeNs;
    private long secondStartNs = Long.MIN_VALUE;
    private long eventsAtSecondStart;
    private volatile long recordedDigest; // written by the feed thread, read by /stats
    private volatile boolean caughtUp; // written by the feed thread, read at the start

    /** As below, of a feed that never counts as stalled. */
    public FeedAgent(
            Feed feed,
            FeedIngress ingress,
            MarketRing ring,
            NanoClock clock,
            FeedCounters counters,
            Runnable wakeReaders,
            long spinNs) {
        this(
                feed,
                ingress,
                ring,
                clock,
                counters,
                wakeReaders,
                spinNs,
                new FeedLife(clock::nanoTime),
                0);
    }

    /**
     * @param clock monotonic.
     * @param wakeReaders run after something was published.
     * @param spinNs how long before an event is due to spin instead of to park; {@link
     *     Long#MAX_VALUE}: always.
     * @param life where it says how the feed is.
     * @param stallNs of silence, though an event was due, that make a stall; 0: there is none.
     */
    public FeedAgent(
            Feed feed,
            FeedIngress ingress,
            MarketRing ring,
            NanoClock clock,
            FeedCounters counters,
            Runnable wakeReaders,
            long spinNs,
            FeedLife life,
            long stallNs) {
        this.feed = feed;
        this.ingress = ingress;
        this.ring = ring;
        this.clock = clock;
        this.counters = counters;
        this.wakeReaders = wakeReaders;
        idle = new WaitUntilDue(feed, clock, spinNs);
        digest = new DigestingListener(feed.originNs(), ingress);
        this.life = life;
        watch = new StallWatch(feed, stallNs);
    }

    /** How this agent waits until the feed's next event is due. */
    public IdleStrategy idle() {
        return idle;
    }

    /** Digest of the feed's events at the last round number of them; null before the first. */
    public DigestingListener.Checkpoint checkpoint() {
        return digest.checkpoint();
    }

    /**
     * Digest of a recording's events, the same as the recording's when all of it was replayed; 0
     * before the end, and of other feeds.
     */
    public long recordedDigest() {
        return recordedDigest;
    }

    public State state() {
        return life.state();
    }

    /** Why the feed failed, for people; null unless {@link State#FAILED}. */
    public String failure() {
        FeedLife.Now now = life.now();
        return now.state() == State.FAILED ? now.reason() : null;
    }

    /** Whether the feed has told all that was due at some time: what went before live is over. */
    public boolean hasCaughtUp() {
        return caughtUp;
    }

    @Override
    public String roleName() {
        return "feed";
    }

    @Override
    public int doWork() {
        long nowNs = clock.nanoTime();
        life.turned(nowNs);
        if (isOver()) {
            counters.ratePerSecond().set(0);
            return 0;
        }
        int limit = Math.min(POLL_LIMIT, ring.slots() / 4);
        if (!ring.hasRoom(limit)) {
            // Readers were woken when this was published: they are behind, not asleep.
            holdBack(nowNs);
            return 0;
        }
        goOn();
        counters.lateNs().set(lateNs(nowNs));
        measureRate(nowNs);
        long eventsBefore = counters.events();
        int told = pollFeed(nowNs, limit);
        if (!caughtUp) {
            // A replay at full speed has always more to tell.
            caughtUp = told < limit || (feed.isReplay() && !feed.isCatchingUp());
        }
        attend(nowNs, counters.events() > eventsBefore);
        boolean ticked = publishClock(nowNs);
        // Not "told" alone: a feed that breaks may have told something before it did.
        if (ticked || told > 0 || counters.events() > eventsBefore) {
            wakeReaders.run();
        }
        return told;
    }

    @Override
    public void onClose() {
        feed.close();
    }

    private boolean isOver() {
        State state = life.state();
        return state == State.ENDED || state == State.FAILED;
    }

    private void holdBack(long nowNs) {
        watch.heard(nowNs); // Who is not asked cannot be silent.
        if (!heldBack) {
            heldBack = true;
            life.heldBack(nowNs);
            counters.ringFullWaits().increment();
        }
    }

    private void goOn() {
        if (heldBack) {
            heldBack = false;
            life.heldBack(FeedLife.NOT_HELD_BACK);
        }
    }

    /** Says when the feed falls silent, and when it tells again. */
    private void attend(long nowNs, boolean told) {
        State state = life.state();
        if (told || life.toldNs() == 0) {
            life.told(nowNs);
        }
        if (told) {
            watch.heard(nowNs);
            if (state == State.STALLED) {
                LOG.info("feed {} tells again", feed.name());
                life.become(State.RUNNING, null);
            }
            tellStale(!(state == State.RUNNING || state == State.STALLED));
        } else if (state == State.RUNNING && watch.isStalled(nowNs)) {
            counters.stalls().increment();
            long silentMs = TimeUnit.NANOSECONDS.toMillis(nowNs - life.toldNs());
            String why = "no event for " + silentMs + " ms though one was due";
            LOG.warn("feed {} stalled: {}", feed.name(), why);
            life.become(State.STALLED, why);
            tellStale(true);
        } else if (state == State.RESTARTING || state == State.FAILED) {
            watch.heard(nowNs);
            tellStale(true);
        }
    }

    /**
     * Marks the instruments, or takes the mark back; a recording's own numbers stay as they are.
     */
    private void tellStale(boolean newStale) {
        if (newStale == stale || feed.isReplay()) {
            return;
        }
        stale = newStale;
        ingress.stale(newStale);
    }

    private int pollFeed(long nowNs, int limit) {
        try {
            int told = feed.poll(digest, nowNs, limit);
            if (told == 0 && feed.isEnded()) {
                recordedDigest = digest.recordedDigest();
                logEnd();
                life.become(State.ENDED, null);
            }
            return told;
        } catch (FeedException e) {
            LOG.error("feed {} failed: {}", feed.name(), e.getMessage());
            life.become(State.FAILED, e.getMessage());
            return 0;
        } catch (RuntimeException e) {
            // A bug of the feed's would come back with every poll, as fast as they go.
            LOG.error("feed {} failed", feed.name(), e);
            life.become(State.FAILED, "bug in the feed: " + e);
            return 0;
        }
    }

    private void logEnd() {
        if (recordedDigest == 0) {
            LOG.info("feed {} ended after {} events", feed.name(), counters.events());
        } else {
            String hex = HexFormat.of().toHexDigits(recordedDigest);
            LOG.info(
                    "feed {} ended after {} events, digest {}",
                    feed.name(),
                    counters.events(),
                    hex);
        }
    }

    private long lateNs(long nowNs) {
        long dueNs = feed.nextDueNs();
        // A feed without a schedule, such as a replay at full speed, is due since ever.
        boolean hasSchedule = dueNs > nowNs - MOST_LATE_NS;
        return hasSchedule ? Math.max(0, nowNs - dueNs) : 0;
    }

    private void measureRate(long nowNs) {
        long elapsedNs = nowNs - secondStartNs;
        if (secondStartNs != Long.MIN_VALUE && elapsedNs < SECOND_NS) {
            return;
        }
        long events = counters.events();
        if (secondStartNs != Long.MIN_VALUE) {
            double perSecond = (events - eventsAtSecondStart) * (double) SECOND_NS / elapsedNs;
            counters.ratePerSecond().set(Math.round(perSecond));
        }
        secondStartNs = nowNs;
        eventsAtSecondStart = events;
    }

    private boolean publishClock(long nowNs) {
        long feedTimeNs = feed.clockNs(nowNs);
        if (feedTimeNs - lastFeedTimeNs < CLOCK_STEP_NS) {
            return false;
        }
        lastFeedTimeNs = feedTimeNs;
        ingress.onClock(feedTimeNs);
        return true;
    }
}
