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

final class SessionTest {
    private static final long S = TimeUnit.SECONDS.toNanos(1);
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Client client = new Client();

    @AfterEach
    void everyStreamAddsUp() {
        assertThat(client.account().violations()).isEmpty();
    }

    @Test
    void clientThatKeepsUpGetsEveryEventUnmerged() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        TradeSubscription trades = client.trades(0, 0, null);

        // when
        for (int seq = 1; seq <= 2_000; seq++) {
            client.offer(quotes, client.events.quote(0, seq, 100 + seq));
            client.offer(trades, client.events.trade(0, seq, seq * MS, 100, seq));
            if (seq % 400 == 0) {
                client.flush();
            }
        }

        // then
        assertThat(client.received()).hasSize(4_000).allMatch(one -> one.conflated() == 0);
        assertThat(client.account().lastSeq(Stream.quote(0))).isEqualTo(2_000);
        assertThat(client.counters.messages().value()).isEqualTo(4_001);
        assertThat(client.conflated(Bits.CAUSE_SLOW)).isZero();
    }

    @Test
    void everythingOfAWakeUpLeavesInOnePacket() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);

        // when
        for (int seq = 1; seq <= 10; seq++) {
            client.offer(quotes, client.events.quote(0, seq, 100));
        }
        client.flush();
        client.flush();

        // then
        assertThat(client.sink.log()).containsExactly("packet of 11");
    }

    @Test
    void fullSocketConflatesQuotesToTheLatestInBoundedMemory() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        client.sink.busy();

        // when
        for (int seq = 1; seq <= 100_000; seq++) {
            client.offer(quotes, client.events.quote(0, seq, seq));
            client.flush();
        }
        int waitedInFrames = client.received().size();
        client.free();

        // then
        List<Received> received = client.received();
        int mostMessages = Client.OUTBOX_BYTES / 64 + 2;
        assertThat(waitedInFrames).isEqualTo(1);
        assertThat(received).hasSizeLessThan(mostMessages);
        Received last = received.get(received.size() - 1);
        assertThat(last.seq()).isEqualTo(100_000);
        assertThat(last.quote().bidPx()).isEqualTo(100_000);
        assertThat(last.cause()).isEqualTo(Bits.CAUSE_SLOW);
        assertThat(last.conflated()).isEqualTo(100_000 - received.size());
        assertThat(client.conflated(Bits.CAUSE_SLOW)).isEqualTo(last.conflated());
    }

    @Test
    void clientThatCatchesUpGetsSingleEventsAgain() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        client.sink.busy();
        for (int seq = 1; seq <= 1_000; seq++) {
            client.offer(quotes, client.events.quote(0, seq, seq));
            client.flush();
        }
        client.free();
        int before = client.received().size();

        // when
        for (int seq = 1_001; seq <= 1_010; seq++) {
            client.offer(quotes, client.events.quote(0, seq, seq));
        }
        client.flush();

        // then
        assertThat(client.received().subList(before, before + 10))
                .allMatch(one -> one.conflated() == 0);
    }

    @Test
    void busyInstrumentDoesNotStarveQuietOne() {
        // given
        QuoteSubscription loud = client.quotes(0, 0, null);
        QuoteSubscription quiet = client.quotes(1, 0, null);
        client.sink.busy();
        int seq = 0;
        while (seq < 1_000) {
            client.offer(loud, client.events.quote(0, ++seq, seq));
            client.flush();
        }
        client.offer(quiet, client.events.quote(1, 1, 7));

        // when
        for (int round = 0; round < 3; round++) {
            client.sink.complete();
            client.flush();
            for (int i = 0; i < 1_000; i++) {
                client.offer(loud, client.events.quote(0, ++seq, seq));
            }
            client.flush();
        }

        // then
        assertThat(client.account().received(Stream.quote(1)))
                .extracting(one -> one.quote().bidPx())
                .containsExactly(7L);
        client.free();
    }

    @Test
    void rateLimitedStreamIsSteadyAndSaysRate() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        quotes.options(Client.rate(10));
        List<Long> times = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();

        // when
        for (int ms = 1; ms <= 10_000; ms++) {
            client.nowNs = ms * MS;
            client.offer(quotes, client.events.quote(0, ms, ms));
            int before = client.received().size();
            client.flush();
            if (client.received().size() > before) {
                times.add((long) ms);
                counts.add(client.received().size() - before);
            }
        }

        // then
        assertThat(client.received()).hasSize(100);
        assertThat(counts).containsOnly(1);
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isEqualTo(100);
        }
        assertThat(client.received().subList(1, 100))
                .allMatch(one -> one.cause() == Bits.CAUSE_RATE && one.conflated() == 99);
        assertThat(client.conflated(Bits.CAUSE_RATE)).isEqualTo(99 * 99);
    }

    @Test
    void heldBackStreamTellsWhenItIsDue() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        quotes.options(Client.rate(10));
        client.offer(quotes, client.events.quote(0, 1, 1));

        // when
        long dueWithoutEvent = client.session.nextDueNs();
        client.nowNs = 5 * MS;
        client.offer(quotes, client.events.quote(0, 2, 2));

        // then
        assertThat(dueWithoutEvent).isEqualTo(Long.MAX_VALUE);
        assertThat(client.session.nextDueNs()).isEqualTo(1 + 100 * MS);
    }

    @Test
    void slowIsNamedBesideRateWhenBothHeldEventsBack() {
        // given
        QuoteSubscription limited = client.quotes(0, 0, null);
        limited.options(Client.rate(10));
        QuoteSubscription loud = client.quotes(1, 0, null);
        client.offer(limited, client.events.quote(0, 1, 1));
        client.sink.busy();
        for (int seq = 1; seq <= 1_000; seq++) {
            client.offer(loud, client.events.quote(1, seq, seq));
            client.flush();
        }

        // when
        client.offer(limited, client.events.quote(0, 2, 2));
        client.offer(limited, client.events.quote(0, 3, 3));
        client.nowNs += S;
        client.free();

        // then
        List<Received> received = client.account().received(Stream.quote(0));
        assertThat(received.get(1).cause()).isEqualTo(Bits.CAUSE_RATE | Bits.CAUSE_SLOW);
    }

    @Test
    void answerLeavesBeforeTheDataItAnnounces() {
        // given
        QuoteSubscription present = client.quotes(0, 0, null);
        client.offer(present, client.events.quote(0, 1, 1));

        // when
        client.session.answer("{\"op\":\"subscribed\"}");
        client.quotes(1, 6, client.events.quote(1, 7, 1));
        client.flush();

        // then
        assertThat(client.sink.log())
                .containsExactly("packet of 2", "{\"op\":\"subscribed\"}", "packet of 2");
    }

    @Test
    void snapshotIsFlaggedAndTheEventsAfterItAreNot() {
        // given
        QuoteSubscription quotes = client.quotes(0, 6, client.events.quote(0, 7, 1));
        TradeSubscription trades = client.trades(0, 8, client.events.trade(0, 9, S, 100, 1));
        CandleSubscription candles =
                client.candles(0, 3, client.events.candle(0, 4, 1, S, BarState.OPEN));
        client.flush();

        // when
        client.offer(quotes, client.events.quote(0, 8, 1));
        client.offer(trades, client.events.trade(0, 10, S, 100, 1));
        client.offer(candles, client.events.candle(0, 5, 1, S, BarState.OPEN));
        client.flush();

        // then
        assertThat(client.received())
                .extracting(Received::seq)
                .containsExactly(7L, 9L, 4L, 8L, 10L, 5L);
        assertThat(client.received())
                .extracting(one -> one.hasFlag(Bits.FLAG_SNAPSHOT))
                .containsExactly(true, true, true, false, false, false);
    }

    @Test
    void definitionIsSentOncePerInstrument() {
        // given
        QuoteSubscription quotes = client.quotes(5, 0, null);
        TradeSubscription trades = client.trades(5, 0, null);

        // when
        client.offer(quotes, client.events.quote(5, 1, 1));
        client.offer(trades, client.events.trade(5, 1, S, 1, 1));
        client.flush();
        client.session.remove(quotes);
        QuoteSubscription again = client.quotes(5, 1, null);
        client.offer(again, client.events.quote(5, 2, 1));
        client.flush();

        // then
        assertThat(client.sink.log()).containsExactly("packet of 3", "packet of 1");
    }

    @Test
    void unsubscribedStreamIsSilentEvenIfItWaited() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        quotes.options(Client.rate(1));
        client.offer(quotes, client.events.quote(0, 1, 1));
        client.offer(quotes, client.events.quote(0, 2, 2));

        // when
        client.session.remove(quotes);
        client.nowNs += 10 * S;
        client.flush();

        // then
        assertThat(client.received()).extracting(Received::seq).containsExactly(1L);
        assertThat(client.session.nextDueNs()).isEqualTo(Long.MAX_VALUE);
        assertThat(client.session.subscription(quotes.key())).isNull();
    }

    @Test
    void heartbeatNamesTheStreamsThatWereSilentSinceTheLast() {
        // given
        for (int i = 0; i < 250; i++) {
            client.quotes(i, i, null);
        }
        client.session.heartbeat(client.nowNs, 77);
        client.flush();
        client.offer(
                client.session.subscription(new StreamKey(3, Channel.QUOTE, 0)),
                client.events.quote(3, 4, 1));

        // when
        client.session.heartbeat(client.nowNs, 88);
        client.flush();

        // then
        assertThat(client.account().heartbeats()).isEqualTo(1 + 5);
        assertThat(client.sink.pings()).isEqualTo(2);
    }

    @Test
    void packetHoldsNoMoreMessagesThanItsHeaderCanCount() {
        // given
        Client patient = new Client(16 << 20, 32);
        QuoteSubscription quotes = patient.quotes(0, 0, null);
        patient.sink.busy();
        patient.session.answer("{}");
        patient.flush();

        // when
        for (int seq = 1; seq <= 70_000; seq++) {
            patient.offer(quotes, patient.events.quote(0, seq, 1));
        }
        patient.free();

        // then
        assertThat(patient.account().violations()).isEmpty();
        assertThat(patient.received()).hasSize(70_000);
    }

    @Test
    void heartbeatWaitsWhereThereIsNoRoom() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        client.sink.busy();
        for (int seq = 1; seq <= 1_000; seq++) {
            client.offer(quotes, client.events.quote(0, seq, seq));
            client.flush();
        }

        // when
        for (int i = 0; i < 1_000; i++) {
            client.session.heartbeat(client.nowNs, 1);
        }
        client.free();

        // then
        assertThat(client.account().heartbeats()).isLessThan(5);
    }
}
