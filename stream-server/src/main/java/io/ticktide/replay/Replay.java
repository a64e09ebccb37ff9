package io.ticktide.replay;

import io.ticktide.codecs.recording.Run;
import io.ticktide.distribute.DistributeSettings;
import io.ticktide.distribute.Distributor;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.replay.ReplaySpeed;
import io.ticktide.feed.segments.SegmentFeed;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedIngress;
import io.ticktide.ring.MarketRing;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A recording on its way to one client, from one start on.
 *
 * <pre>
 *   thread "replay":  SegmentFeed ──► FeedIngress ──► MarketRing ──► Distributor  :I/O thread
 * </pre>
 *
 * <p>The reader sets the pace: when it does not read, the ring is full and the feed waits. What is
 * asked of it is done by the thread "replay"; {@link #isSettled} says whether it has been.
 *
 * <p>Owner: the reader's I/O thread, but for what says otherwise.
 */
public final class Replay {
    /** Events that its distributor gives out in one go at most. */
    public static final int BATCH_LIMIT = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
    private static final int SLOTS = 4_096;
    private static final int POLL_LIMIT = 256;

    /** A message may be more than one slot's worth of levels: room for what one call may add. */
    private static final int ROOM = 2 * POLL_LIMIT;

    private final RecordingSummary summary;
    private final Run run;
    private final long startNs;
    private final SegmentFeed feed;
    private final ReplayAgent agent;
    private final Runnable wakeReader;
    private final MarketRing ring = new MarketRing(SLOTS);
    private final FeedIngress ingress;
    private final Distributor distributor;
    private int asked;
    private boolean closed;

    // Written by the thread "replay", read by the reader.
    private volatile int done;
    private volatile boolean ready;
    private volatile boolean ended;
    private volatile boolean starved;
    private volatile long positionNs;
    private volatile boolean failed;

    // Of the thread "replay".
    private int doing;
    private boolean broken;

    /**
     * @param run in which it begins.
     * @param feed paused at the start; closed with this.
     * @param startNs recording time at which it begins.
     * @param wakeReader run by the thread "replay" when there is something to read.
     */
    Replay(
            RecordingSummary summary,
            Run run,
            long startNs,
            SegmentFeed feed,
            ReplayAgent agent,
            DistributeSettings settings,
            EpochNanoClock epochClock,
            Runnable wakeReader) {
        this.summary = summary;
        this.run = run;
        this.startNs = startNs;
        this.feed = feed;
        this.agent = agent;
        this.wakeReader = wakeReader;
        positionNs = startNs;
        int instruments = feed.instruments().size();
        NanoClock clock = agent.clock();
        ingress =
                new FeedIngress(
                        ring, instruments, true, epochClock, new FeedCounters(), wakeReader);
        distributor =
                new Distributor(ring.newPoller(), feed.instruments(), settings, clock, epochClock);
    }

    /** By which the recording is opened. */
    public String name() {
        return summary.name();
    }

    /** The instruments in the order of their ids. */
    public List<Instrument> instruments() {
        return feed.instruments();
    }

    /** Of the run in which it begins: whose seqs its streams have. */
    public long epochNs() {
        return run.epochNs();
    }

    /** Recording time where the recording begins. */
    public long firstNs() {
        return summary.firstTimeNs();
    }

    /** Recording time where the recording ended when this was opened, or has come to since. */
    public long lastNs() {
        return Math.max(summary.lastTimeNs(), positionNs);
    }

    /** Recording time of the newest message told. */
    public long positionNs() {
        return positionNs;
    }

    /** Holds the market of this replay, and reads what is told. */
    public Distributor distributor() {
        return distributor;
    }

    /** Whether the state as of the start is told. */
    public boolean isReady() {
        return ready;
    }

    /** Whether all is told. */
    public boolean isEnded() {
        return ended;
    }

    /** Whether it ended before the recording's end, as that cannot be read on; the log says why. */
    public boolean isFailed() {
        return failed;
    }

    /** Whether all that was asked for is done. */
    public boolean isSettled() {
        return done == asked;
    }

    /** Begins to tell the state as of the start; it is paused then. */
    public void begin() {
        ask(() -> agent.add(this));
    }

    public void play() {
        ask(() -> feed.play(agent.clock().nanoTime()));
    }

    public void pause() {
        ask(() -> feed.pause(agent.clock().nanoTime()));
    }

    public void speed(ReplaySpeed speed) {
        ask(() -> feed.speed(speed, agent.clock().nanoTime()));
    }

    /** Pauses behind all that happened at the next time at which anything did. */
    public void step() {
        ask(
                () -> {
                    feed.pause(agent.clock().nanoTime());
                    feed.step();
                });
    }

    /** Ends it; nothing is told any more, and the files are closed soon. */
    public void close() {
        if (!closed) {
            closed = true;
            ring.close();
            agent.tell(() -> agent.remove(this));
        }
    }

    /** Events were read: there may be room for more. */
    public void onRead() {
        VarHandle.fullFence(); // What was read is seen before the flag is: see hasRoom().
        if (starved && ring.used() <= SLOTS / 2) {
            starved = false;
            agent.wake();
        }
    }

    private void ask(Runnable task) {
        asked++;
        agent.tell(
                () -> {
                    task.run();
                    doing++;
                });
    }

    /** Tells what is due, as far as there is room; thread "replay". */
    int doWork(long nowNs) {
        if (broken || !hasRoom()) {
            return 0;
        }
        int told = 0;
        try {
            told = feed.poll(ingress, nowNs, POLL_LIMIT);
        } catch (RuntimeException e) {
            // A feed's own exceptions, and a bug, which must not stop the others' replays.
            LOG.warn("the replay of {} ends: {}", summary.name(), e.toString());
            failed = true;
            broken = true;
        }
        if (told > 0) {
            long timeNs = feed.timeNs();
            positionNs = Math.max(startNs, timeNs == startNs + 1 ? startNs : timeNs);
        }
        boolean changed = told > 0 || broken;
        if (told < POLL_LIMIT) {
            changed |= settle();
        }
        if (changed) {
            wakeReader.run();
        }
        return told;
    }

    /**
     * Says what has come to an end, after what was told before it; returns whether anything did.
     */
    private boolean settle() {
        boolean changed = done != doing;
        if (!ready && (broken || !feed.isCatchingUp())) {
            ready = true;
            changed = true;
        }
        if (ended != (broken || feed.isEnded())) {
            ended = !ended;
            changed = true;
        }
        done = doing;
        return changed;
    }

    /** When the next event is due, monotonic ns; thread "replay". */
    long nextDueNs() {
        return broken || starved ? Long.MAX_VALUE : feed.nextDueNs();
    }

    /** Thread "replay". */
    void closeFeed() {
        feed.close();
        broken = true;
    }

    private boolean hasRoom() {
        if (ring.hasRoom(ROOM)) {
            starved = false;
            return true;
        }
        starved = true;
        VarHandle.fullFence();
        if (ring.used() > SLOTS / 2) {
            return false; // Whoever reads next sees the flag and wakes this thread.
        }
        starved = false;
        return true;
    }
}
