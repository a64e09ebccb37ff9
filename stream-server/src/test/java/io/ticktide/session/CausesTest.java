package io.ticktide.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import io.ticktide.harness.Received;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Credit, age and slowness: who is told what and why. */
final class CausesTest {
    private static final long S = TimeUnit.SECONDS.toNanos(1);

    private final Client client = new Client();

    @AfterEach
    void everyStreamAddsUp() {
        assertThat(client.account().violations()).isEmpty();
    }

    @Test
    void noPacketLeavesThatTheCreditDoesNotCover() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        client.session.credit(1);

        // when
        for (int seq = 1; seq <= 1_000; seq++) {
            client.offer(quotes, client.events.quote(0, seq, seq));
        }
        client.flush();

        // then
        assertThat(client.sink.log()).hasSize(1);
        assertThat(client.session.credit()).isZero();
    }

    @Test
    void withoutCreditEventsMergeAndTheNextGrantDeliversTheLatest() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        client.session.credit(0);
        for (int seq = 1; seq <= 50; seq++) {
            client.offer(quotes, client.events.quote(0, seq, seq));
            client.flush();
        }

        // when
        client.session.credit(1);
        client.flush();

        // then
        Received only = client.received().get(0);
        assertThat(client.received()).hasSize(1);
        assertThat(only.seq()).isEqualTo(50);
        assertThat(only.cause()).isEqualTo(Bits.CAUSE_CREDIT);
    }

    @Test
    void fullSocketAfterCreditCameIsSlowOnly() {
        // given
        QuoteSubscription first = client.quotes(0, 0, null);
        QuoteSubscription second = client.quotes(1, 0, null);
        client.session.credit(0);
        client.offer(first, client.events.quote(0, 1, 1));
        client.sink.busy();
        client.session.answer("{}");
        client.flush();
        client.session.credit(-1);

        // when
        for (int seq = 1; seq <= 1_000; seq++) {
            client.offer(second, client.events.quote(1, seq, seq));
            client.flush();
        }
        client.free();

        // then
        List<Received> received = client.received();
        assertThat(received.get(received.size() - 1).cause()).isEqualTo(Bits.CAUSE_SLOW);
    }

    @Test
    void oldQuoteIsDroppedAndTheHeartbeatAccountsForIt() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        quotes.options(new StreamOptions(1, 100, false));
        client.offer(quotes, client.events.quote(0, 1, 1));
        client.offer(quotes, client.events.quote(0, 2, 2));

        // when
        client.nowNs += 2 * S;
        client.flush();
        client.session.heartbeat(client.nowNs, 1);
        client.session.heartbeat(client.nowNs, 2);
        client.flush();

        // then
        assertThat(client.received()).extracting(Received::seq).containsExactly(1L);
        assertThat(client.account().lastSeq(Client.stream(quotes))).isEqualTo(2);
        assertThat(client.conflated(Bits.CAUSE_AGE)).isEqualTo(1);
    }

    @Test
    void slowClientThatAskedForItIsWarnedAndDisconnected() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        quotes.options(new StreamOptions(0, 0, true));
        client.sink.busy();

        // when
        for (int seq = 1; seq <= 1_000; seq++) {
            client.offer(quotes, client.events.quote(0, seq, seq));
            client.flush();
        }
        client.free();

        // then
        assertThat(client.sink.answers())
                .containsExactly(
                        "{\"op\":\"error\",\"code\":403,\"text\":\"client reads too slowly and"
                                + " asked to be disconnected then\",\"retryAfterMs\":1000,"
                                + "\"closing\":true}",
                        Goodbye.json(CloseReason.SLOW, 1_000));
        assertThat(client.sink.log()).last().isEqualTo("close 4008");
    }

    @Test
    void packetOfOneQuoteFitsIn80BytesAndEachFurtherOneIn64() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        client.offer(quotes, client.events.quote(0, 1, 1));
        client.flush();

        // when
        client.offer(quotes, client.events.quote(0, 2, 2));
        client.flush();
        client.offer(quotes, client.events.quote(0, 3, 3));
        client.offer(quotes, client.events.quote(0, 4, 4));
        client.flush();

        // then
        assertThat(client.sink.log()).endsWith("packet of 1", "packet of 2");
        int one = client.sink.packetBytes().get(1);
        int two = client.sink.packetBytes().get(2);
        assertThat(one).isLessThanOrEqualTo(80);
        assertThat(two - one).isLessThanOrEqualTo(64);
    }

    @Test
    void rateLimitedStreamsShareEveryIntervalFairlyAndSteadily() {
        // given
        int streams = 50;
        for (int id = 0; id < streams; id++) {
            QuoteSubscription quotes = client.quotes(id, 0, client.events.quote(id, 1, 1));
            quotes.options(Client.rate(10));
            quotes.stagger(client.nowNs, id * 0.618_033_988_749_895 % 1);
        }
        client.flush();
        int[] perMs = new int[2_000];

        // when
        for (int ms = 1; ms < perMs.length; ms++) {
            client.nowNs += S / 1_000;
            int before = client.received().size();
            for (int id = 0; id < streams; id++) {
                StreamKey key = new StreamKey(id, Channel.QUOTE, 0);
                client.offer(client.session.subscription(key), client.events.quote(id, ms + 1, ms));
            }
            client.flush();
            perMs[ms] = client.received().size() - before;
        }

        // then
        int[] perStream = new int[streams];
        client.received().forEach(one -> perStream[one.stream().instrumentId()]++);
        assertThat(Arrays.stream(perStream)).allMatch(count -> count == 20 || count == 21);
        int late = 0;
        for (int ms = 1_000; ms < perMs.length; ms++) {
            late = Math.max(late, perMs[ms]);
        }
        assertThat(late).isLessThanOrEqualTo(5);
    }
}
