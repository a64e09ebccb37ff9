package io.ticktide.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.sbe.BarState;
import io.ticktide.harness.Received;
import io.ticktide.harness.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How trades and candles conflate while the rate holds them back. */
final class SubscriptionsTest {
    private static final long S = TimeUnit.SECONDS.toNanos(1);

    private final Client client = new Client(Client.OUTBOX_BYTES, 3);

    @AfterEach
    void everyStreamAddsUp() {
        assertThat(client.account().violations()).isEmpty();
    }

    @Test
    void tradesOfOneSecondBecomeOneSummary() {
        // given
        TradeSubscription trades = heldBackTrades();

        // when
        trade(trades, 2, 5 * S, 100, 10);
        trade(trades, 3, 5 * S + 1, 120, 1);
        trade(trades, 4, 6 * S - 1, 90, 5);
        release();

        // then
        Received summary = client.received().get(1);
        assertThat(summary.conflated()).isEqualTo(2);
        assertThat(summary.cause()).isEqualTo(Bits.CAUSE_RATE);
        assertThat(summary.tsEvent()).isEqualTo(6 * S - 1);
        assertThat(summary.hasFlag(Bits.FLAG_RESET)).isFalse();
        assertThat(summary.trades())
                .isEqualTo(
                        new Received.Trades(
                                5 * S,
                                100,
                                120,
                                90,
                                90,
                                16,
                                15,
                                100 * 10 + 120 + 90 * 5,
                                -5,
                                1_002,
                                1_004,
                                3));
    }

    @Test
    void summariesNeverCrossASecondAndEachSaysWhyItMerged() {
        // given
        TradeSubscription trades = heldBackTrades();

        // when
        trade(trades, 2, 5 * S, 100, 1);
        trade(trades, 3, 5 * S, 100, 1);
        trade(trades, 4, 6 * S, 100, 1);
        trade(trades, 5, 7 * S, 100, 1);
        trade(trades, 6, 7 * S, 100, 1);
        release();
        release();

        // then
        List<Received> received = client.received().subList(1, 4);
        assertThat(received).extracting(Received::seq).containsExactly(3L, 4L, 6L);
        assertThat(received).extracting(Received::conflated).containsExactly(1L, 0L, 1L);
        assertThat(received)
                .extracting(Received::cause)
                .containsExactly(Bits.CAUSE_RATE, 0, Bits.CAUSE_RATE);
        assertThat(client.conflated(Bits.CAUSE_RATE)).isEqualTo(2);
    }

    @Test
    void fullListMergesTheTwoOldestAndFlagsReset() {
        // given
        TradeSubscription trades = heldBackTrades();

        // when
        for (int i = 0; i < 5; i++) {
            trade(trades, 2 + i, (5 + i) * S, 100 + i, 1);
        }
        release();
        release();

        // then
        List<Received> received = client.received().subList(1, 4);
        assertThat(received).extracting(Received::seq).containsExactly(4L, 5L, 6L);
        assertThat(received)
                .extracting(one -> one.hasFlag(Bits.FLAG_RESET))
                .containsExactly(true, false, false);
        Received.Trades merged = received.get(0).trades();
        assertThat(merged.trades()).isEqualTo(3);
        assertThat(merged.tsFirst()).isEqualTo(5 * S);
        assertThat(merged.firstPx()).isEqualTo(100);
        assertThat(merged.lastPx()).isEqualTo(102);
        assertThat(merged.firstTradeId()).isEqualTo(1_002);
        assertThat(merged.lastTradeId()).isEqualTo(1_004);
        assertThat(merged.notional()).isEqualTo(303);
    }

    @Test
    void oneSummaryLeavesAnIntervalUnlessTheListIsMoreThanHalfFull() {
        // given
        Client patient = new Client(Client.OUTBOX_BYTES, 8);
        TradeSubscription trades = patient.trades(0, 0, null);
        trades.options(Client.rate(1));
        for (int i = 0; i < 8; i++) {
            patient.offer(trades, patient.events.trade(0, 1 + i, i * S, 100, 1));
        }
        patient.flush();

        // when
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int before = patient.received().size();
            patient.nowNs += S;
            patient.flush();
            counts.add(patient.received().size() - before);
        }

        // then: one left at once, seven waited
        assertThat(counts).containsExactly(3, 1, 1, 1, 1, 0);
        assertThat(patient.received()).noneMatch(one -> one.hasFlag(Bits.FLAG_RESET));
        assertThat(patient.account().violations()).isEmpty();
    }

    @Test
    void snapshotTradeNeverJoinsASummary() {
        // given
        client.sink.busy();
        client.session.answer("{}");
        client.flush();
        TradeSubscription trades = client.trades(0, 8, client.events.trade(0, 9, 5 * S, 100, 4));
        trades.options(Client.rate(1));

        // when
        trade(trades, 10, 5 * S, 100, 1);
        trade(trades, 11, 5 * S, 100, 2);
        client.free();
        release();

        // then
        assertThat(client.received()).extracting(Received::seq).containsExactly(9L, 11L);
        assertThat(client.received().get(0).hasFlag(Bits.FLAG_SNAPSHOT)).isTrue();
        assertThat(client.received().get(1).trades().volume()).isEqualTo(3);
        assertThat(client.received().get(1).hasFlag(Bits.FLAG_SNAPSHOT)).isFalse();
    }

    @Test
    void openBarReplacesItselfAndClosedBarsAllArrive() {
        // given
        CandleSubscription candles = client.candles(0, 0, null);
        candles.options(Client.rate(1));
        client.offer(candles, client.events.candle(0, 1, 1, S, BarState.OPEN));
        client.flush();

        // when
        int seq = 1;
        for (int bar = 1; bar <= 3; bar++) {
            client.offer(candles, client.events.candle(0, ++seq, 1, bar * S, BarState.OPEN));
            client.offer(candles, client.events.candle(0, ++seq, 1, bar * S, BarState.OPEN));
            client.offer(candles, client.events.candle(0, ++seq, 1, bar * S, BarState.CLOSED));
        }
        client.offer(candles, client.events.candle(0, ++seq, 1, S, BarState.CORRECTED));
        client.offer(candles, client.events.candle(0, ++seq, 1, S, BarState.CORRECTED));
        release();

        // then
        List<Received> received = client.received().subList(1, 6);
        assertThat(received)
                .extracting(one -> one.candle().state())
                .containsExactly("CLOSED", "CLOSED", "CLOSED", "CORRECTED", "CORRECTED");
        assertThat(received).extracting(Received::conflated).containsExactly(2L, 2L, 2L, 0L, 0L);
        assertThat(received)
                .extracting(Received::cause)
                .containsExactly(Bits.CAUSE_RATE, Bits.CAUSE_RATE, Bits.CAUSE_RATE, 0, 0);
    }

    @Test
    void tooManyClosedBarsEndTheClientWithAGoodbye() {
        // given
        CandleSubscription candles = client.candles(0, 0, null);
        candles.options(Client.rate(1));
        client.offer(candles, client.events.candle(0, 1, 1, S, BarState.CLOSED));

        // when
        for (int i = 2; i <= Client.CLOSED_BARS + 2; i++) {
            client.offer(candles, client.events.candle(0, i, 1, i * S, BarState.CLOSED));
        }
        client.nowNs += 5 * S;
        client.flush();

        // then
        assertThat(client.sink.closed()).isEqualTo(CloseReason.SLOW);
        assertThat(client.sink.answers().get(0)).startsWith("{\"op\":\"goodbye\",\"code\":4008,");
        assertThat(client.sink.log()).endsWith(client.sink.answers().get(0), "close 4008");
    }

    @Test
    void liftedRateStillNamesItselfAsTheCauseOfWhatItMerged() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        quotes.options(Client.rate(1));
        client.offer(quotes, client.events.quote(0, 1, 1));
        client.offer(quotes, client.events.quote(0, 2, 2));

        // when
        quotes.options(Client.rate(0));
        client.offer(quotes, client.events.quote(0, 3, 3));
        release();

        // then
        assertThat(client.account().received(Stream.quote(0)).get(1).cause())
                .isEqualTo(Bits.CAUSE_RATE);
    }

    /** Trades at most one a second; the first has left. */
    private TradeSubscription heldBackTrades() {
        TradeSubscription trades = client.trades(0, 0, null);
        trades.options(Client.rate(1));
        trade(trades, 1, 4 * S, 100, 1);
        client.flush();
        return trades;
    }

    private void trade(TradeSubscription to, long seq, long tsEvent, long price, long qty) {
        client.offer(to, client.events.trade(0, seq, tsEvent, price, qty));
    }

    private void release() {
        client.nowNs += 2 * S;
        client.flush();
    }
}
