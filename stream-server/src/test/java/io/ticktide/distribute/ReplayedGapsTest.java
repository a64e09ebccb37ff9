package io.ticktide.distribute;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.candles.BarInterval;
import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.replay.ReplaySpeed;
import io.ticktide.feed.segments.SegmentFeed;
import io.ticktide.feed.segments.SegmentSettings;
import io.ticktide.harness.BarText;
import io.ticktide.harness.FakeSink;
import io.ticktide.harness.Received;
import io.ticktide.harness.Stream;
import io.ticktide.market.BookLevels;
import io.ticktide.record.GappyRecording;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedIngress;
import io.ticktide.session.Channel;
import io.ticktide.session.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of a replay of a recording in which stretches are missing. */
final class ReplayedGapsTest {
    private static final int SECONDS = 4;

    @TempDir private Path directory;

    private final Market market = new Market();
    private final FakeSink sink = new FakeSink();
    private final FeedCounters counters = new FeedCounters();
    private final FeedIngress ingress =
            new FeedIngress(market.ring, Market.INSTRUMENTS, true, () -> 5, counters, () -> {});
    private Path whole;
    private Path gappy;
    private List<Instrument> instruments;
    private long missing;

    @BeforeEach
    void record() throws Exception {
        whole = directory.resolve("whole");
        gappy = directory.resolve("gappy");
        instruments = GappyRecording.writeWhole(whole, Market.INSTRUMENTS, SECONDS);
        missing = GappyRecording.writeWithGaps(whole, gappy, instruments, 9_000, 700);
        assertThat(missing).isGreaterThan(5_000);
    }

    @Test
    void everyStreamAddsUpAndComesOutWhereTheWholeOneDoes() throws Exception {
        // given
        Distributor distributor = distributor(market);
        Session session = market.connect(distributor, sink);
        for (int id = 0; id < Market.INSTRUMENTS; id++) {
            for (Channel channel : Channel.values()) {
                BarInterval interval = channel == Channel.CANDLE ? BarInterval.S1 : null;
                market.subscribe(distributor, sink, session, id, channel, interval, false);
            }
        }

        // when
        try (SegmentFeed feed = open(gappy)) {
            replay(feed, distributor);
            assertThat(feed.lost()).isEqualTo(missing);
        }
        Market other = new Market();
        Distributor expected = distributor(other);
        try (SegmentFeed feed = open(whole)) {
            FeedIngress into =
                    new FeedIngress(
                            other.ring,
                            Market.INSTRUMENTS,
                            true,
                            () -> 5,
                            new FeedCounters(),
                            () -> {});
            while (feed.poll(into, 1, 500) > 0) {
                expected.doWork();
                drain(other, expected);
            }
        }

        // then
        assertThat(sink.account().violations()).isEmpty();
        assertThat(counters.feedGaps().value()).isPositive();
        for (int id = 0; id < Market.INSTRUMENTS; id++) {
            assertThat(state(distributor, id)).isEqualTo(state(expected, id));
            assertThat(sink.account().lastSeq(new Stream(id, Channel.QUOTE.code(), 0)))
                    .isEqualTo(expected.instrument(id).quote().seq());
            assertThat(sink.account().lastSeq(new Stream(id, Channel.BOOK.code(), 0)))
                    .isEqualTo(expected.instrument(id).book().newest().seq());
        }
        List<Received> resets =
                sink.account().received().stream()
                        .filter(one -> one.stream().channel() == Channel.BOOK.code())
                        .filter(one -> one.hasFlag(Bits.FLAG_RESET) && one.conflated() > 0)
                        .toList();
        assertThat(resets).isNotEmpty();
        assertThat(resets).allMatch(one -> one.cause() == Bits.CAUSE_UPSTREAM);
    }

    private void replay(SegmentFeed feed, Distributor distributor) {
        while (feed.poll(ingress, 1, 500) > 0) {
            drain(market, distributor);
        }
    }

    private Distributor distributor(Market owner) {
        return new Distributor(
                owner.ring.newPoller(),
                instruments,
                new DistributeSettings(64, 100, 1 << 20, Market.GRACE_NS, Market.HEARTBEAT_NS),
                () -> owner.nowNs,
                () -> owner.nowNs);
    }

    private static void drain(Market market, Distributor distributor) {
        while (market.ring.used() > 0) {
            distributor.doWork();
        }
    }

    private static SegmentFeed open(Path path) {
        return SegmentFeed.open(path, SegmentSettings.at(ReplaySpeed.MAX));
    }

    /** Book, and the newest bar of each interval with its number. */
    private static List<String> state(Distributor distributor, int id) {
        InstrumentState instrument = distributor.instrument(id);
        List<String> said = new ArrayList<>();
        for (boolean bids : new boolean[] {true, false}) {
            BookLevels side = instrument.book().side(bids);
            for (int level = 0; level < side.size(); level++) {
                said.add(side.qty(level) + "x" + side.price(level));
            }
        }
        said.add("trade " + instrument.trade().seq());
        for (BarInterval interval : BarInterval.values()) {
            UnsafeBuffer bar = instrument.bars().series(interval).newest();
            long seq = EventHeader.seq(bar, 0);
            said.add(interval.label() + " #" + seq + " " + BarText.of(bar));
        }
        return said;
    }
}
