package io.ticktide.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.sbe.BarState;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LeavingTest {
    private static final String GOODBYE =
            "{\"op\":\"goodbye\",\"code\":1001,\"reason\":\"server is shutting down\","
                    + "\"retryAfterMs\":1234}";

    private final Client client = new Client();

    @AfterEach
    void everyEventAddsUp() {
        assertThat(client.account().violations()).isEmpty();
    }

    @Test
    void whatARateHoldsBackLeavesBeforeTheGoodbye() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        quotes.options(Client.rate(1));
        client.offer(quotes, client.events.quote(0, 1, 1));
        client.offer(quotes, client.events.quote(0, 2, 1));
        client.offer(quotes, client.events.quote(0, 3, 1));
        client.flush();
        long before = client.account().lastSeq(Client.stream(quotes));

        // when
        client.session.leave(1_234);
        client.flush();

        // then
        assertThat(before).isEqualTo(1);
        assertThat(client.account().lastSeq(Client.stream(quotes))).isEqualTo(3);
        assertThat(client.sink.log()).endsWith(GOODBYE, "close 1001");
    }

    @Test
    void whatHasNoCreditIsAccountedForThoughItIsNotSent() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        QuoteSubscription quiet = client.quotes(1, 7, null);
        client.session.credit(0);
        client.offer(quotes, client.events.quote(0, 1, 1));
        client.offer(quotes, client.events.quote(0, 2, 1));
        client.flush();

        // when
        client.session.leave(1_234);
        client.flush();

        // then
        assertThat(client.received()).isEmpty();
        assertThat(client.account().lastSeq(Client.stream(quotes))).isEqualTo(2);
        assertThat(client.account().lastSeq(Client.stream(quiet))).isEqualTo(7);
        assertThat(client.conflated(Bits.CAUSE_CREDIT)).isEqualTo(2);
        assertThat(client.sink.log()).endsWith(GOODBYE, "close 1001");
    }

    @Test
    void goodbyeWaitsUntilASlowClientHasTakenWhatWaits() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        client.sink.busy();
        int events = 0;
        while (!quotes.isPending()) {
            client.offer(quotes, client.events.quote(0, ++events, 1));
        }
        client.flush();

        // when
        client.session.leave(1_234);
        client.flush();
        client.offer(quotes, client.events.quote(0, events + 1, 1));
        CloseReason whileBusy = client.sink.closed();
        client.free();
        client.flush();

        // then
        assertThat(whileBusy).isNull();
        assertThat(client.account().lastSeq(Client.stream(quotes))).isEqualTo(events);
        assertThat(client.sink.log()).endsWith(GOODBYE, "close 1001");
    }

    @Test
    void clientThatTakesNothingGetsTheGoodbyeWithItsOwnTimeWhenPatienceEnds() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        client.sink.busy();
        for (int seq = 1; !quotes.isPending(); seq++) {
            client.offer(quotes, client.events.quote(0, seq, 1));
        }
        client.flush();
        client.session.leave(1_234);
        client.flush();

        // when
        client.session.close(CloseReason.SHUTDOWN);
        client.free();

        // then
        assertThat(client.sink.log()).endsWith(GOODBYE, "close 1001");
    }

    @Test
    void heartbeatsNeitherCutNorTimeOutWhoIsLeaving() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        client.session.onReceived(client.nowNs);
        client.sink.busy();
        for (int seq = 1; !quotes.isPending(); seq++) {
            client.offer(quotes, client.events.quote(0, seq, 1));
        }
        client.flush();
        client.session.leave(1_234);

        // when
        client.nowNs += TimeUnit.MINUTES.toNanos(5);
        for (int i = 0; i < 3; i++) {
            client.session.heartbeat(client.nowNs, 1);
        }
        client.free();
        client.flush();

        // then
        assertThat(client.sink.isAborted()).isFalse();
        assertThat(client.sink.log()).endsWith(GOODBYE, "close 1001");
    }

    @Test
    void closedBarsThatWaitAllLeave() {
        // given
        CandleSubscription candles = client.candles(0, 0, null);
        candles.options(Client.rate(1));
        for (int bar = 1; bar <= 10; bar++) {
            client.offer(candles, client.events.candle(0, bar, 1, bar, BarState.CLOSED));
        }
        client.flush();

        // when
        client.session.leave(1_234);
        while (client.session.hasMore()) {
            client.flush();
        }
        client.flush();

        // then
        assertThat(client.received()).hasSize(10);
        assertThat(client.sink.log()).endsWith(GOODBYE, "close 1001");
    }
}
