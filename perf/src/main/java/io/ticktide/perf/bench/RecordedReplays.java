package io.ticktide.perf.bench;

import com.lmax.disruptor.EventPoller;
import io.ticktide.codecs.EventHeader;
import io.ticktide.config.RingConfig;
import io.ticktide.distribute.DistributeSettings;
import io.ticktide.distribute.Distributor;
import io.ticktide.feed.DigestingListener;
import io.ticktide.feed.MarketListener;
import io.ticktide.feed.replay.ReplaySpeed;
import io.ticktide.feed.segments.RecordingSpan;
import io.ticktide.feed.segments.SegmentFeed;
import io.ticktide.feed.segments.SegmentSettings;
import io.ticktide.ring.FeedAgent;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedIngress;
import io.ticktide.ring.MarketRing;
import io.ticktide.ring.RingSlot;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

/**
 * Replays of one recording into a ring in this process, without a server.
 *
 * <p>Owner: the benchmark's thread, which both writes and reads the ring.
 */
final class RecordedReplays {
    private static final int POLL_LIMIT = 1_024;
    private static final long SEED = 5;
    private static final long HISTOGRAM_MOST_NS = TimeUnit.SECONDS.toNanos(60);

    private final Path recording;
    private final NanoClock clock;
    private long offsetNs = Long.MIN_VALUE;

    RecordedReplays(Path recording, NanoClock clock) {
        this.recording = recording;
        this.clock = clock;
    }

    /** Events a second into the ring at full speed, looping for so long. */
    double eventsPerS(long durationNs, boolean digested) {
        MarketRing ring = new MarketRing(RingConfig.defaults().slots());
        EventPoller<RingSlot> reader = ring.newPoller();
        try (SegmentFeed feed =
                SegmentFeed.open(recording, SegmentSettings.at(ReplaySpeed.MAX).looping())) {
            FeedIngress ingress = ingress(ring, feed);
            MarketListener listener =
                    digested ? new DigestingListener(feed.originNs(), ingress) : ingress;
            long warmNs = clock.nanoTime() + durationNs / 2;
            replayUntil(warmNs, feed, listener, reader);
            long startNs = clock.nanoTime();
            long events = replayUntil(startNs + durationNs, feed, listener, reader);
            return events * 1e9 / (clock.nanoTime() - startNs);
        }
    }

    /** How long a seek to a random time takes until the state is known, ns. */
    Histogram seeks(int count) {
        Histogram tookNs = new Histogram(HISTOGRAM_MOST_NS, 3);
        Random random = new Random(SEED);
        try (SegmentFeed feed =
                SegmentFeed.open(recording, SegmentSettings.at(ReplaySpeed.REAL_TIME))) {
            RecordingSpan span = feed.span();
            for (int i = -count / 4; i < count; i++) {
                MarketRing ring = new MarketRing(RingConfig.defaults().slots());
                Distributor distributor = distributor(ring, feed);
                FeedIngress ingress = ingress(ring, feed);
                long soughtNs = random.nextLong(span.firstNs(), span.lastNs());
                long startNs = clock.nanoTime();
                feed.pause(startNs);
                feed.seek(soughtNs, startNs);
                while (feed.poll(ingress, startNs, POLL_LIMIT) > 0 || feed.isCatchingUp()) {
                    drain(distributor, ring);
                }
                drain(distributor, ring);
                if (i >= 0) {
                    tookNs.recordValue(clock.nanoTime() - startNs);
                }
            }
        }
        return tookNs;
    }

    /** How late events are told at the recording's own pace, ns. */
    Histogram lateness(long durationNs) {
        Histogram lateNs = new Histogram(HISTOGRAM_MOST_NS, 3);
        MarketRing ring = new MarketRing(RingConfig.defaults().slots());
        EventPoller<RingSlot> reader = ring.newPoller();
        FeedCounters counters = new FeedCounters();
        SegmentFeed feed =
                SegmentFeed.open(recording, SegmentSettings.at(ReplaySpeed.REAL_TIME).looping());
        FeedIngress ingress =
                new FeedIngress(
                        ring,
                        feed.instruments().size(),
                        true,
                        clock::nanoTime,
                        counters,
                        RecordedReplays::failFull);
        FeedAgent agent = new FeedAgent(feed, ingress, ring, clock, counters, () -> {}, 0);
        IdleStrategy idle = agent.idle();
        long untilNs = clock.nanoTime() + durationNs;
        offsetNs = Long.MIN_VALUE;
        while (clock.nanoTime() < untilNs) {
            long dueNs = feed.nextDueNs();
            int told = agent.doWork();
            poll(reader, (slot, sequence, endOfBatch) -> late(slot, dueNs, lateNs));
            idle.idle(told);
        }
        agent.onClose();
        return lateNs;
    }

    private boolean late(RingSlot slot, long dueNs, Histogram lateNs) {
        if (!EventHeader.isEvent(EventHeader.templateId(slot.buffer(), 0))) {
            return true;
        }
        long tsEvent = EventHeader.tsEvent(slot.buffer(), 0);
        if (offsetNs == Long.MIN_VALUE) {
            offsetNs = dueNs > 0 ? dueNs - tsEvent : Long.MIN_VALUE;
            return true;
        }
        long lateByNs = EventHeader.tsIngress(slot.buffer(), 0) - tsEvent - offsetNs;
        lateNs.recordValue(Math.max(0, lateByNs));
        return true;
    }

    private long replayUntil(
            long untilNs, SegmentFeed feed, MarketListener listener, EventPoller<RingSlot> reader) {
        long events = 0;
        for (long nowNs = clock.nanoTime(); nowNs < untilNs; nowNs = clock.nanoTime()) {
            events += feed.poll(listener, nowNs, POLL_LIMIT);
            poll(reader, (slot, sequence, endOfBatch) -> true);
        }
        return events;
    }

    private Distributor distributor(MarketRing ring, SegmentFeed feed) {
        return new Distributor(
                ring.newPoller(),
                feed.instruments(),
                new DistributeSettings(
                        POLL_LIMIT, 100, 1 << 20, 500_000_000, TimeUnit.SECONDS.toNanos(5)),
                clock,
                clock::nanoTime);
    }

    private FeedIngress ingress(MarketRing ring, SegmentFeed feed) {
        int instruments = feed.instruments().size();
        FeedCounters counters = new FeedCounters();
        return new FeedIngress(
                ring, instruments, true, clock::nanoTime, counters, RecordedReplays::failFull);
    }

    private static void drain(Distributor distributor, MarketRing ring) {
        while (ring.used() > 0) {
            distributor.doWork();
        }
    }

    private static void poll(EventPoller<RingSlot> reader, EventPoller.Handler<RingSlot> handler) {
        try {
            reader.poll(handler);
        } catch (Exception e) {
            throw new IllegalStateException("reading the ring failed: " + e.getMessage(), e);
        }
    }

    private static void failFull() {
        throw new IllegalStateException(
                "the ring is full: the benchmark's one thread would wait for itself");
    }
}
