package io.ticktide.distribute;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import io.ticktide.feed.Side;
import io.ticktide.harness.FakeSink;
import io.ticktide.harness.Received;
import io.ticktide.harness.Stream;
import io.ticktide.history.HistoryCursor;
import io.ticktide.session.Channel;
import io.ticktide.session.RangeReplay;
import io.ticktide.session.Session;
import io.ticktide.session.StreamKey;
import io.ticktide.session.StreamOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes out of the history, and how it goes along with what is live. */
final class CatchUpTest {
    private static final long S = TimeUnit.SECONDS.toNanos(1);
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final StreamOptions FIVE_A_SECOND = new StreamOptions(5, 0, false);

    private final Market market = new Market();
    private final Distributor distributor = market.distributor();
    private final FakeSink sink = new FakeSink();
    private final Session session = market.connect(distributor, sink);

    @AfterEach
    void everyStreamAddsUp() {
        assertThat(sink.account().violations()).isEmpty();
    }

    @Test
    void rateLimitedQuotesCatchUpInOneMergedMessage() {
        // given
        quotes(1, 1_000);

        // when
        boolean recovered = begin(key(Channel.QUOTE), StreamStart.after(5), FIVE_A_SECOND);
        run(100 * MS);
        quotes(1_001, 1_003);
        run(400 * MS);

        // then
        List<Received> received = sink.account().received();
        assertThat(recovered).isTrue();
        assertThat(received).extracting(Received::seq).containsExactly(1_000L, 1_003L);
        assertThat(received.get(0).conflated()).isEqualTo(994);
        assertThat(received).allMatch(one -> one.cause() == Bits.CAUSE_RATE);
    }

    @Test
    void rateLimitedTradesCatchUpWithOneSummaryAnIntervalAndLoseNoBar() {
        // given
        int seconds = 40;
        for (int i = 0; i < seconds * 10; i++) {
            market.ingress.onTrade(0, i * S / 10, 100 + i % 7, 1 + i, i, Side.BUY);
            distributor.doWork();
        }

        // when
        begin(key(Channel.TRADE), StreamStart.after(0), FIVE_A_SECOND);
        int atFirst = sink.account().received().size();
        run(S);
        int afterASecond = sink.account().received().size();
        run(8 * S);

        // then
        List<Received> received = sink.account().received();
        assertThat(atFirst).isEqualTo(1);
        assertThat(afterASecond).isBetween(5, 6);
        assertThat(received).hasSize(seconds);
        assertThat(received)
                .allMatch(one -> one.trades().trades() == 10)
                .allMatch(one -> one.conflated() == 9 && one.cause() == Bits.CAUSE_RATE)
                .noneMatch(one -> one.hasFlag(Bits.FLAG_RESET));
    }

    @Test
    void rateLimitedFullBookCatchesUpInOneDelta() {
        // given
        bids(1, 100);

        // when
        begin(key(Channel.BOOK), StreamStart.after(90), FIVE_A_SECOND);
        run(S);

        // then
        Received only = sink.account().received().get(0);
        assertThat(sink.account().received()).hasSize(1);
        assertThat(only.seq()).isEqualTo(100);
        assertThat(only.book().snapshot()).isFalse();
        assertThat(only.book().levels()).hasSize(10).containsEntry(200L, 100L);
        assertThat(only.cause()).isEqualTo(Bits.CAUSE_RATE);
    }

    @Test
    void rateLimitedStatesCatchUpOneByOneAtTheirRate() {
        // given
        for (int i = 1; i <= 4; i++) {
            market.ingress.onStatus(0, i * S, (byte) (i % 3));
        }
        distributor.doWork();

        // when
        begin(key(Channel.STATUS), StreamStart.after(0), FIVE_A_SECOND);
        int atFirst = sink.account().received().size();
        run(S);

        // then
        assertThat(atFirst).isEqualTo(1);
        assertThat(sink.account().received()).hasSize(4).allMatch(one -> one.conflated() == 0);
    }

    @Test
    void liftedRateLetsWhatIsMissedComeOneByOne() {
        // given
        for (int i = 0; i < 50; i++) {
            market.ingress.onTrade(0, i * S / 10, 100, 1, i, Side.BUY);
        }
        distributor.doWork();
        begin(key(Channel.TRADE), StreamStart.after(0), FIVE_A_SECOND);

        // when
        session.subscription(key(Channel.TRADE)).options(StreamOptions.UNLIMITED);
        run(S);

        // then
        List<Received> received = sink.account().received();
        assertThat(received).hasSize(1 + 40);
        assertThat(received.subList(1, 41)).allMatch(one -> one.conflated() == 0);
    }

    @Test
    void rangeLetsLiveDataPassAfterOneRunOfItsOwn() {
        // given
        quotes(1, 5_000);
        begin(key(Channel.TRADE), StreamStart.next(), FIVE_A_SECOND);
        trade(1);
        distributor.doWork();
        trade(2);
        distributor.doWork();
        market.nowNs += S;
        int stream = Distributor.streamIndex(key(Channel.QUOTE));
        HistoryCursor cursor = new HistoryCursor(distributor.history(), stream, 1);
        sink.busy();

        // when
        session.add(new RangeReplay(cursor, 5_000, 0));
        session.flush(market.nowNs);
        sink.complete();
        session.flush(market.nowNs);

        // then
        int again = sink.account().retransmitted().size();
        assertThat(sink.account().received(Stream.trade(0))).hasSize(2);
        assertThat(again).isBetween(1, 200);
        sink.free();
        for (int i = 0; i < 200; i++) {
            session.flush(market.nowNs);
        }
        assertThat(sink.account().retransmitted()).hasSize(5_000);
    }

    @Test
    void rangeNeverFillsTheRoomOfLiveDataWhileTheSocketIsFull() {
        // given
        quotes(1, 5_000);
        begin(key(Channel.TRADE), StreamStart.next(), StreamOptions.UNLIMITED);
        int stream = Distributor.streamIndex(key(Channel.QUOTE));
        session.add(new RangeReplay(new HistoryCursor(distributor.history(), stream, 1), 5_000, 0));
        sink.busy();

        // when
        for (int id = 1; id <= 100; id++) {
            trade(id);
            distributor.doWork();
        }
        sink.complete();
        session.flush(market.nowNs);

        // then
        assertThat(sink.account().received(Stream.trade(0)))
                .hasSize(100)
                .allMatch(one -> one.conflated() == 0);
    }

    @Test
    void missedEventsAndSnapshotsCountInNoQueueTime() {
        // given
        market.nowNs = 3_600 * S;
        quotes(1, 20);
        trade(1);
        distributor.doWork();

        // when
        begin(key(Channel.QUOTE), StreamStart.after(5), StreamOptions.UNLIMITED);
        begin(new StreamKey(0, Channel.CANDLE, 1), StreamStart.after(0), StreamOptions.UNLIMITED);
        begin(key(Channel.TRADE), StreamStart.snapshot(), StreamOptions.UNLIMITED);

        // then
        assertThat(sink.account().received()).hasSize(17);
        assertThat(session.stats().queueTimes().microsAt(99)).isZero();
    }

    @Test
    void limitedDepthThatWaitsUnmergedNamesTheEventsItDoesNotShow() {
        // given
        bids(1, 5);
        StreamKey top = new StreamKey(0, Channel.BOOK, 5);
        begin(top, StreamStart.snapshot(), StreamOptions.UNLIMITED);
        session.credit(0);

        // when: one that shows, then two too deep to be seen
        bids(6, 6);
        bid(7, 50);
        bid(8, 51);
        session.credit(-1);
        distributor.sessions().touch(session);
        distributor.doWork();

        // then
        Received last = sink.account().received().get(1);
        assertThat(last.seq()).isEqualTo(8);
        assertThat(last.conflated()).isEqualTo(2);
        assertThat(last.cause()).isEqualTo(Bits.CAUSE_DEPTH);
        assertThat(last.book().levels()).containsOnlyKeys(101L, 106L);
    }

    private void quotes(int from, int to) {
        for (int seq = from; seq <= to; seq++) {
            market.ingress.onQuote(0, seq * S, seq, 1, seq + 1, 1);
            distributor.doWork();
        }
    }

    private void trade(int id) {
        market.ingress.onTrade(0, S, 100, 1, id, Side.BUY);
    }

    private void bids(int from, int to) {
        for (int i = from; i <= to; i++) {
            bid(i, 100 + i);
        }
    }

    private void bid(int i, long price) {
        market.ingress.onBookStart(0, i * S, false);
        market.ingress.onBookLevel(Side.BUY, price, i);
        market.ingress.onBookEnd();
        distributor.doWork();
    }

    /** Lets time pass in steps of ten ms. */
    private void run(long ns) {
        for (long end = market.nowNs + ns; market.nowNs < end; ) {
            market.nowNs += 10 * MS;
            distributor.doWork();
        }
    }

    private boolean begin(StreamKey key, StreamStart start, StreamOptions options) {
        Distributor.Start begun = distributor.prepare(session, key, start);
        begun.subscription().options(options);
        Stream stream = new Stream(key.instrumentId(), key.channel().code(), key.detail());
        sink.account().begin(stream, begun.lastSeq());
        distributor.begin(begun);
        distributor.doWork();
        return begun.recovered();
    }

    private static StreamKey key(Channel channel) {
        return new StreamKey(0, channel, 0);
    }
}
