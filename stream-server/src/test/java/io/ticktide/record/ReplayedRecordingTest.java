package io.ticktide.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.lmax.disruptor.EventPoller;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.Run;
import io.ticktide.codecs.recording.WriterSettings;
import io.ticktide.feed.DigestingListener;
import io.ticktide.feed.replay.ReplaySpeed;
import io.ticktide.feed.segments.SegmentFeed;
import io.ticktide.feed.segments.SegmentSettings;
import io.ticktide.feed.simulated.SimulatedFeed;
import io.ticktide.feed.simulated.SimulatedSettings;
import io.ticktide.harness.Allocation;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedIngress;
import io.ticktide.ring.MarketRing;
import io.ticktide.ring.RingSlot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded simulated market, replayed into a ring. */
final class ReplayedRecordingTest {
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long STEP_NS = 10_000_000L;
    private static final int STEPS = 900;
    private static final SegmentSettings MAX = SegmentSettings.at(ReplaySpeed.MAX);

    @TempDir Path directory;

    @Test
    void replayIsTheSameStream() throws Exception {
        // given
        DigestingListener live = record(directory, START_NS, STEPS);
        Run run = Recording.open(directory).runs().get(0);

        // when
        ReplayedMarket first = replay(MAX);
        ReplayedMarket second = replay(MAX);

        // then
        assertThat(first.digest()).isEqualTo(run.digest()).isEqualTo(second.digest());
        assertThat(first.feedDigest()).isEqualTo(live.digest()).isEqualTo(second.feedDigest());
        assertThat(first.events()).isGreaterThan(200_000);
        assertThat(first.counters().events()).isEqualTo(first.events());
        assertThat(first.states()).isZero();
        assertThat(first.brokenSeqs()).isEmpty();
        assertThat(first.holes()).isZero();
    }

    @Test
    void stateAfterASeekIsThatOfReplayingFromTheStart() throws Exception {
        // given
        record(directory, START_NS, STEPS);
        Random random = new Random(5);
        try (SegmentFeed feed = SegmentFeed.open(directory, MAX)) {
            for (int i = 0; i < 12; i++) {
                long soughtNs = START_NS + random.nextLong(STEPS * STEP_NS);

                // when
                ReplayedMarket sought = new ReplayedMarket(feed);
                feed.pause(0);
                feed.seek(soughtNs, 0);
                sought.runAt(1);
                ReplayedMarket played = replay(MAX.to(soughtNs));

                // then
                assertThat(sought.description())
                        .as("at +%d ns", soughtNs - START_NS)
                        .isEqualTo(played.description());
                assertThat(sought.seqs()).isEqualTo(played.seqs());
                assertThat(sought.brokenSeqs()).isEmpty();
                assertThat(feed.isCatchingUp()).isFalse();
                assertThat(feed.timeNs()).isEqualTo(soughtNs);

                // when
                feed.play(2);
                sought.runAt(3);
                ReplayedMarket whole = replay(MAX);

                // then
                assertThat(sought.description()).isEqualTo(whole.description());
                assertThat(sought.seqs()).isEqualTo(whole.seqs());
            }
        }
    }

    @Test
    void partsOfARecordingMakeTheWhole() throws Exception {
        // given
        record(directory, START_NS, STEPS);
        long middleNs = START_NS + STEPS / 2 * STEP_NS + 12_345;

        // when
        ReplayedMarket whole = replay(MAX);
        ReplayedMarket head = replay(MAX.to(middleNs));
        ReplayedMarket tail = replay(MAX.from(middleNs));

        // then
        assertThat(tail.description()).isEqualTo(whole.description());
        assertThat(tail.states()).isPositive();
        assertThat(head.events() + tail.events()).isGreaterThan(whole.events());
        assertThat(head.timeNs()).isLessThan(middleNs);
    }

    @Test
    void onlyTheSymbolsAskedForAreToldWithTheirNumbers() throws Exception {
        // given
        record(directory, START_NS, 200);
        List<String> symbols =
                SegmentFeed.open(directory, MAX).instruments().stream()
                        .map(one -> one.symbol())
                        .toList();

        // when
        ReplayedMarket some = replay(MAX.only(Set.of(symbols.get(3), symbols.get(7))));
        ReplayedMarket all = replay(MAX);

        // then
        Map<Integer, Long> seqs = some.seqs();
        assertThat(seqs.keySet()).allMatch(stream -> stream / 100 < 2);
        assertThat(seqs.get(16)).isEqualTo(all.seqs().get(316));
        assertThat(seqs.get(118)).isEqualTo(all.seqs().get(718));
        assertThat(some.brokenSeqs()).isEmpty();
    }

    @Test
    void furtherRunGoesOnBehindAGapOfOne() throws Exception {
        // given
        record(directory, START_NS, 300);
        record(directory, START_NS + 60_000_000_000L, 300);

        // when
        ReplayedMarket both = replay(MAX);
        ReplayedMarket one = replay(MAX.to(START_NS + 50_000_000_000L));

        // then
        assertThat(both.brokenSeqs()).isEmpty();
        assertThat(both.holes()).isEqualTo(one.seqs().size());
        assertThat(both.events()).isEqualTo(2 * one.events());
        one.seqs()
                .forEach(
                        (stream, seq) ->
                                assertThat(both.seqs()).containsEntry(stream, 2 * seq + 1));
    }

    @Test
    void loopGoesOnBehindAGapOfOneWithLaterTimes() throws Exception {
        // given
        record(directory, START_NS, 100);
        SegmentFeed feed = SegmentFeed.open(directory, MAX.looping());
        ReplayedMarket market = new ReplayedMarket(feed);
        ReplayedMarket once = replay(MAX);

        // when
        while (market.events() < 3 * once.events()) {
            market.pollOnce(1);
        }

        // then
        assertThat(market.brokenSeqs()).isEmpty();
        assertThat(market.holes()).isGreaterThanOrEqualTo(2L * once.seqs().size());
        assertThat(market.timeNs()).isGreaterThan(once.timeNs() + 2 * 60_000_000_000L);
        feed.close();
    }

    @Test
    void replayAllocatesNothingPerEvent() {
        // given
        record(directory, START_NS, 100);
        MarketRing ring = new MarketRing(4_096);
        EventPoller<RingSlot> poller = ring.newPoller();
        SegmentFeed feed = SegmentFeed.open(directory, MAX.looping());
        int instruments = feed.instruments().size();
        FeedIngress ingress =
                new FeedIngress(ring, instruments, true, () -> 5, new FeedCounters(), () -> {});
        DigestingListener listener = new DigestingListener(0, ingress);
        EventPoller.Handler<RingSlot> handler = (slot, sequence, endOfBatch) -> true;

        // when: several passes of some 25,000 events
        long bytes =
                Allocation.of(
                        () -> {
                            for (int i = 0; i < 50; i++) {
                                feed.poll(listener, 1, 1_000);
                                try {
                                    poller.poll(handler);
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            }
                        });

        // then: a view per block of some thousand events is all
        assertThat(bytes).isLessThan(4_096);
        feed.close();
    }

    private ReplayedMarket replay(SegmentSettings settings) throws Exception {
        try (SegmentFeed feed = SegmentFeed.open(directory, settings)) {
            ReplayedMarket market = new ReplayedMarket(feed);
            market.runAt(1);
            assertThat(feed.isEnded()).isTrue();
            return market;
        }
    }

    private static DigestingListener record(Path into, long startNs, int steps) {
        SimulatedFeed feed =
                new SimulatedFeed(new SimulatedSettings(7, 20, 25_000, startNs, false));
        SyncRecorder recorder =
                SyncRecorder.open(
                        into, WriterSettings.DEFAULTS, feed.instruments(), "{}", startNs, startNs);
        DigestingListener digest = new DigestingListener(feed.originNs(), recorder);
        for (int i = 0; i < steps; i++) {
            feed.poll(digest, i * STEP_NS, Integer.MAX_VALUE);
            if (i % 25 == 0) {
                recorder.onClock(feed.clockNs(i * STEP_NS));
            }
        }
        recorder.close();
        return digest;
    }
}
