package io.ticktide.record;

import com.lmax.disruptor.EventPoller;
import io.ticktide.metrics.Counter;
import io.ticktide.ring.RingSlot;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes everything out of the ring into blocks, and never waits: what finds no free block is lost,
 * counted, and marked as a gap that ends with the state of the market.
 *
 * <pre>
 *   recording ──no free block──► gap: messages are counted ──room again──► GAP + SNAPSHOT, recording
 * </pre>
 *
 * <p>Owner: thread "record". Any thread may ask the accessors.
 */
final class RingTaker implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(RingTaker.class);
    private static final int BATCH_LIMIT = 4_096;
    private static final long LAST_PARTS_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long LAST_PARTS_STEP_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Path directory;
    private final EventPoller<RingSlot> poller;
    private final EventPoller.Handler<RingSlot> handler = this::onSlot;
    private final MarketState state;
    private final Handover handover;
    private final PartWriter writer;
    private final boolean waits;
    private final long blockAgeNs;
    private final NanoClock clock;
    private final SnapshotPlan plan = new SnapshotPlan();
    private final Counter taken = new Counter();
    private final Counter lost = new Counter();
    private final Counter gaps = new Counter();
    private EventBlock block;
    private long blockSinceNs;
    private long nowNs;
    private long gapSinceNs;
    private long gapMessages;
    private int batch;
    private volatile boolean gapOpen; // written by this thread, read by any
    private volatile String failure; // as gapOpen

    RingTaker(
            RecorderSettings settings,
            EventPoller<RingSlot> poller,
            MarketState state,
            Handover handover,
            PartWriter writer,
            long blockAgeNs,
            NanoClock clock) {
        directory = settings.directory();
        waits = settings.waits();
        this.poller = poller;
        this.state = state;
        this.handover = handover;
        this.writer = writer;
        this.blockAgeNs = blockAgeNs;
        this.clock = clock;
    }

    /** Messages taken out of the ring. */
    long taken() {
        return taken.value();
    }

    /** Messages of those that found no room. */
    long lost() {
        return lost.value();
    }

    /** Gaps so far, an open one included. */
    long gaps() {
        return gaps.value();
    }

    /** Whether messages are being lost now. */
    boolean isGapOpen() {
        return gapOpen;
    }

    /** Why recording ended before its time; null usually. */
    String failure() {
        return failure;
    }

    @Override
    public String roleName() {
        return "record";
    }

    /** Takes a batch; returns 0 unless there is more. */
    @Override
    public int doWork() {
        nowNs = clock.nanoTime();
        batch = 0;
        if (gapOpen) {
            endGapIfPossible();
        }
        if (waits && !handover.hasRoom()) {
            return 0;
        }
        try {
            poller.poll(handler);
        } catch (Exception e) {
            throw new IllegalStateException("reading the ring failed: " + e.getMessage(), e);
        }
        if (block != null && nowNs - blockSinceNs >= blockAgeNs) {
            giveBlock();
        }
        return batch < BATCH_LIMIT ? 0 : batch;
    }

    /** Takes what is left, and the state as of the end. The feed is silent by now. */
    @Override
    public void onClose() {
        int more;
        do {
            more = doWork();
        } while (more > 0);
        if (block != null) {
            giveBlock();
        }
        long deadlineNs = clock.nanoTime() + LAST_PARTS_NS;
        while (failure == null && !endTold() && writer.problem() == null) {
            LockSupport.parkNanos(LAST_PARTS_STEP_NS);
            if (clock.nanoTime() > deadlineNs) {
                break;
            }
        }
        if (gapOpen || failure != null) {
            writer.endsIncomplete();
        }
        if (gapOpen) {
            LOG.error("recording into {} ended in a gap: {} messages lost", directory, gapMessages);
        }
    }

    private boolean endTold() {
        if (gapOpen) {
            endGapIfPossible();
            return !gapOpen;
        }
        return giveCheckpoint(true, 0);
    }

    private boolean onSlot(RingSlot slot, long sequence, boolean endOfBatch) {
        taken.increment();
        if (failure == null) {
            try {
                take(slot);
            } catch (RuntimeException e) {
                // A message that breaks the recorder would be given out for ever, and stop the
                // feed.
                failure = "bug in the recorder: " + e;
                LOG.error("recording into {} ends: a bug", directory, e);
            }
        }
        if (failure != null) {
            lost.increment();
        }
        return ++batch < BATCH_LIMIT;
    }

    private void take(RingSlot slot) {
        state.apply(slot.buffer(), 0, slot.length());
        if (gapOpen) {
            loseOne();
            return;
        }
        if (block != null && !block.hasRoom(slot.length())) {
            giveBlock();
        }
        if (block == null) {
            block = handover.takeBlock();
            blockSinceNs = nowNs;
        }
        if (block == null) {
            beginGap();
            return;
        }
        block.add(slot.buffer(), 0, slot.length(), state.timeNs());
        plan.onMessage();
        boolean wantsSnapshot = plan.isDue() || writer.wantsRoll();
        if ((wantsSnapshot || state.closedBars().isPlenty()) && state.isBetweenEvents()) {
            giveCheckpoint(wantsSnapshot, 0);
        }
    }

    private void beginGap() {
        gapOpen = true;
        gapSinceNs = nowNs;
        gapMessages = 0;
        gaps.increment();
        loseOne();
        String problem = writer.problem();
        LOG.error(
                "recording into {}: {}; events are lost from now on",
                directory,
                problem == null ? "the disk is too slow" : problem);
    }

    private void loseOne() {
        gapMessages++;
        lost.increment();
    }

    private void endGapIfPossible() {
        boolean possible = state.isBetweenEvents() && handover.hasRoom() && failure == null;
        if (possible && giveCheckpoint(true, gapMessages)) {
            gapOpen = false;
            LOG.warn(
                    "recording into {} goes on: {} messages lost in {} ms, marked as a gap",
                    directory,
                    gapMessages,
                    TimeUnit.NANOSECONDS.toMillis(nowNs - gapSinceNs));
        }
    }

    private void giveBlock() {
        EventBlock full = block;
        block = null;
        handover.give(full);
    }

    /** False when the last checkpoint is under way still. */
    private boolean giveCheckpoint(boolean withSnapshot, long lostBefore) {
        Checkpoint checkpoint = handover.takeCheckpoint();
        if (checkpoint == null) {
            return false;
        }
        if (block != null) {
            giveBlock();
        }
        checkpoint.take(state, withSnapshot, lostBefore);
        if (withSnapshot) {
            plan.onSnapshot(checkpoint.snapshotLength());
        }
        handover.give(checkpoint);
        return true;
    }
}
