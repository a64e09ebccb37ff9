package io.ticktide.distribute;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.candles.BarInterval;
import io.ticktide.codecs.Bits;
import io.ticktide.feed.Side;
import io.ticktide.harness.FakeSink;
import io.ticktide.harness.Received;
import io.ticktide.harness.Stream;
import io.ticktide.market.OrderBook;
import io.ticktide.session.Channel;
import io.ticktide.session.CloseReason;
import io.ticktide.session.Session;
import io.ticktide.session.StreamOptions;
import io.ticktide.session.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DistributorTest {
    private static final long S = TimeUnit.SECONDS.toNanos(1);

    private final Market market = new Market();
    private final Distributor distributor = market.distributor();
    private final FakeSink sink = new FakeSink();
    private final Session session = market.connect(distributor, sink);

    @AfterEach
    void everyStreamAddsUp() {
        assertThat(sink.account().violations()).isEmpty();
    }

    @Test
    void subscribersGetTheirStreamsAndNoOthers() {
        // given
        subscribe(0, Channel.QUOTE, null, true);
        subscribe(1, Channel.TRADE, null, true);
        subscribe(1, Channel.CANDLE, BarInterval.S5, true);

        // when
        for (int id = 0; id < Market.INSTRUMENTS; id++) {
            market.ingress.onQuote(id, S, 100, 1, 101, 1);
            market.ingress.onTrade(id, S, 100, 1, 7, Side.BUY);
        }
        distributor.doWork();

        // then
        assertThat(sink.account().received())
                .extracting(Received::stream)
                .containsExactly(Stream.quote(0), Stream.trade(1), Stream.candle(1, 5));
    }

    @Test
    void newSubscriberBeginsWithTheNewestStateOfEachStream() {
        // given
        for (int i = 1; i <= 3; i++) {
            market.ingress.onQuote(0, i * S, 100 + i, 1, 200, 1);
            market.ingress.onTrade(0, i * S, 100 + i, 1, i, Side.BUY);
        }
        distributor.doWork();

        // when
        subscribe(0, Channel.QUOTE, null, true);
        subscribe(0, Channel.TRADE, null, true);
        subscribe(0, Channel.CANDLE, BarInterval.S1, true);
        subscribe(1, Channel.QUOTE, null, true);
        distributor.doWork();

        // then
        List<Received> received = sink.account().received();
        assertThat(received).extracting(Received::seq).containsExactly(3L, 3L, 5L);
        assertThat(received).allMatch(one -> one.hasFlag(Bits.FLAG_SNAPSHOT));
        assertThat(received.get(0).quote().bidPx()).isEqualTo(103);
        assertThat(received.get(1).trades().lastPx()).isEqualTo(103);
        assertThat(received.get(2).candle().openTimeNs()).isEqualTo(3 * S);
    }

    @Test
    void subscriberWithoutSnapshotBeginsWithTheNextEvent() {
        // given
        market.ingress.onQuote(0, S, 100, 1, 101, 1);
        distributor.doWork();
        subscribe(0, Channel.QUOTE, null, false);

        // when
        market.ingress.onQuote(0, S, 102, 1, 103, 1);
        distributor.doWork();

        // then
        assertThat(sink.account().received()).extracting(Received::seq).containsExactly(2L);
        assertThat(sink.account().received()).noneMatch(one -> one.hasFlag(Bits.FLAG_SNAPSHOT));
    }

    @Test
    void unsubscribedStreamIsSilentAndTheOthersGoOn() {
        // given
        List<Subscription> subscriptions = new ArrayList<>();
        List<FakeSink> sinks = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            FakeSink other = new FakeSink();
            Session of = market.connect(distributor, other);
            subscriptions.add(
                    market.subscribe(distributor, other, of, 0, Channel.QUOTE, null, false));
            sinks.add(other);
        }

        // when
        for (int gone : new int[] {4, 8, 0}) {
            distributor.remove(subscriptions.get(gone));
        }
        market.ingress.onQuote(0, S, 100, 1, 101, 1);
        distributor.doWork();

        // then
        assertThat(sinks)
                .extracting(one -> one.account().received().size())
                .containsExactly(0, 1, 1, 1, 0, 1, 1, 1, 0);
    }

    @Test
    void closedSessionIsForgotten() {
        // given
        subscribe(0, Channel.QUOTE, null, true);
        subscribe(0, Channel.CANDLE, BarInterval.S1, true);

        // when
        distributor.closed(session);
        market.ingress.onQuote(0, S, 100, 1, 101, 1);
        market.ingress.onTrade(0, S, 100, 1, 7, Side.BUY);
        market.nowNs += 2 * Market.HEARTBEAT_NS;
        distributor.doWork();

        // then
        assertThat(sink.log()).isEmpty();
        assertThat(distributor.sessions().open()).isZero();
        assertThat(distributor.sessions().nextDueNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void candleEventsBeforeASubscribeAreCountedAndNotMissing() {
        // given
        for (int i = 0; i < 5; i++) {
            market.ingress.onTrade(0, S + i, 100, 1, i, Side.BUY);
        }
        distributor.doWork();
        subscribe(0, Channel.CANDLE, BarInterval.M1, false);

        // when
        market.ingress.onTrade(0, S + 9, 100, 1, 9, Side.BUY);
        distributor.doWork();

        // then
        assertThat(sink.account().received()).extracting(Received::seq).containsExactly(6L);
    }

    @Test
    void batchLimitLeavesTheRestForTheNextTurn() {
        // given
        subscribe(0, Channel.QUOTE, null, true);
        for (int i = 0; i < Market.BATCH_LIMIT + 6; i++) {
            market.ingress.onQuote(0, i, 100, 1, 101, 1);
        }

        // when
        int first = distributor.doWork();
        int afterFirst = sink.account().received().size();
        int second = distributor.doWork();
        int third = distributor.doWork();

        // then
        assertThat(first).isEqualTo(Market.BATCH_LIMIT).isEqualTo(distributor.batchLimit());
        assertThat(afterFirst).isEqualTo(Market.BATCH_LIMIT);
        assertThat(second).isEqualTo(6);
        assertThat(third).isZero();
    }

    @Test
    void barsCloseByTheFeedsClockLessTheGrace() {
        // given
        subscribe(0, Channel.CANDLE, BarInterval.S1, true);
        subscribe(0, Channel.CANDLE, BarInterval.S5, true);
        market.ingress.onTrade(0, 14 * S + 5, 100, 1, 1, Side.BUY);

        // when
        market.ingress.onClock(15 * S + Market.GRACE_NS - 1);
        distributor.doWork();
        int tooEarly = sink.account().received().size();
        market.ingress.onClock(15 * S + Market.GRACE_NS);
        market.ingress.onClock(15 * S + Market.GRACE_NS + 1);
        distributor.doWork();

        // then
        assertThat(tooEarly).isEqualTo(2);
        assertThat(sink.account().received())
                .extracting(one -> one.candle().state())
                .containsExactly("OPEN", "OPEN", "CLOSED", "CLOSED");
    }

    @Test
    void clockThatStandsStillOrGoesBackClosesNothingTwice() {
        // given
        subscribe(0, Channel.CANDLE, BarInterval.S1, true);
        market.ingress.onTrade(0, 14 * S, 100, 1, 1, Side.BUY);

        // when
        for (long at : new long[] {20 * S, 20 * S, 10 * S, 21 * S}) {
            market.ingress.onClock(at);
        }
        distributor.doWork();

        // then
        assertThat(sink.account().received()).hasSize(2);
    }

    @Test
    void heartbeatsComeAtTheirIntervalWithoutAnyEvent() {
        // given
        subscribe(0, Channel.QUOTE, null, true);
        distributor.doWork();
        int first = sink.account().heartbeats();

        // when
        market.nowNs += Market.HEARTBEAT_NS - 1;
        distributor.doWork();
        int early = sink.account().heartbeats();
        long dueNs = distributor.sessions().nextDueNs();
        market.nowNs++;
        distributor.doWork();

        // then
        assertThat(first).isZero();
        assertThat(early).isZero();
        assertThat(dueNs).isEqualTo(1 + Market.HEARTBEAT_NS);
        assertThat(sink.account().heartbeats()).isEqualTo(1);
    }

    @Test
    void heldBackStreamLeavesWhenItIsDueWithoutAnyEvent() {
        // given
        subscribe(0, Channel.QUOTE, null, true).options(new StreamOptions(10, 0, false));
        market.ingress.onQuote(0, S, 100, 1, 101, 1);
        market.ingress.onQuote(0, S, 102, 1, 103, 1);
        distributor.doWork();

        // when
        market.nowNs = distributor.sessions().nextDueNs();
        distributor.doWork();

        // then
        assertThat(market.nowNs).isEqualTo(1 + S / 10);
        assertThat(sink.account().received()).extracting(Received::seq).containsExactly(1L, 2L);
    }

    @Test
    void sessionThatFailsIsClosedAndTheOthersMissNothing() {
        // given
        FakeSink broken = new FakeSink();
        Session failing = market.connect(distributor, broken);
        market.subscribe(distributor, broken, failing, 0, Channel.QUOTE, null, true);
        subscribe(0, Channel.QUOTE, null, true);
        distributor.doWork();
        broken.failWith(new IllegalStateException("a bug"));

        // when
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 2_000; i++) {
                market.ingress.onQuote(0, i, 100, 1, 101, 1);
                distributor.doWork();
            }
            market.nowNs += Market.HEARTBEAT_NS;
            distributor.doWork();
        }

        // then
        assertThat(sink.account().received()).hasSize(10_000);
        assertThat(failing.isClosing()).isTrue();
        assertThat(broken.isAborted()).isTrue();
        assertThat(sink.closed()).isNull();
    }

    @Test
    void sessionsThatAreHereCanBeClosedOneByOne() {
        // given
        FakeSink other = new FakeSink();
        market.connect(distributor, other);

        // when
        distributor.sessions().here().forEach(it -> it.close(CloseReason.SHUTDOWN));

        // then
        assertThat(List.of(sink, other))
                .allMatch(one -> one.answers().get(0).contains("\"code\":1001"))
                .allMatch(one -> one.closed() == CloseReason.SHUTDOWN);
    }

    @Test
    void distributorsOnOneRingAreEqual() {
        // given
        Distributor second = market.distributor();
        FakeSink secondSink = new FakeSink();
        Session secondSession = market.connect(second, secondSink);
        for (int id = 0; id < Market.INSTRUMENTS; id++) {
            for (Channel channel : Channel.values()) {
                BarInterval interval = channel == Channel.CANDLE ? BarInterval.S5 : null;
                subscribe(id, channel, interval, true);
                market.subscribe(second, secondSink, secondSession, id, channel, interval, true);
            }
        }
        Random random = new Random(5);

        // when
        for (int i = 0; i < 5_000; i++) {
            tellRandom(random, i);
            distributor.doWork();
            if (i % 40 == 39) {
                second.doWork();
            }
        }
        while (distributor.doWork() + second.doWork() > 0) {
            market.nowNs++;
        }

        // then
        assertThat(secondSink.account().received()).hasSameSizeAs(sink.account().received());
        assertThat(secondSink.account().received()).isEqualTo(sink.account().received());
        assertThat(secondSink.account().violations()).isEmpty();
        for (int id = 0; id < Market.INSTRUMENTS; id++) {
            assertThat(bookOf(second, id)).isEqualTo(bookOf(distributor, id)).contains("bid");
        }
    }

    private void tellRandom(Random random, int i) {
        int id = random.nextInt(Market.INSTRUMENTS);
        long timeNs = i * S / 20;
        switch (random.nextInt(4)) {
            case 0 -> market.ingress.onQuote(id, timeNs, 100, 1, 101 + i, 1);
            case 1 -> market.ingress.onClock(timeNs);
            case 2 -> {
                market.ingress.onBookStart(id, timeNs, random.nextInt(50) == 0);
                market.ingress.onBookLevel(Side.BUY, random.nextInt(30), random.nextInt(3));
                market.ingress.onBookLevel(Side.SELL, random.nextInt(30), random.nextInt(3));
                market.ingress.onBookEnd();
            }
            default ->
                    market.ingress.onTrade(
                            id, timeNs - random.nextInt(2) * 3L * S, 100 + i % 7, 1, i, Side.BUY);
        }
    }

    private static String bookOf(Distributor distributor, int id) {
        OrderBook book = distributor.instrument(id).book();
        StringBuilder text = new StringBuilder().append(book.newest().seq());
        for (int i = 0; i < book.bids().size(); i++) {
            text.append(" bid ")
                    .append(book.bids().price(i))
                    .append('x')
                    .append(book.bids().qty(i));
        }
        for (int i = 0; i < book.asks().size(); i++) {
            text.append(" ask ")
                    .append(book.asks().price(i))
                    .append('x')
                    .append(book.asks().qty(i));
        }
        return text.toString();
    }

    private Subscription subscribe(
            int instrumentId, Channel channel, BarInterval interval, boolean snapshot) {
        return market.subscribe(
                distributor, sink, session, instrumentId, channel, interval, snapshot);
    }
}
