package io.ticktide.distribute;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import io.ticktide.feed.GapStream;
import io.ticktide.harness.FakeSink;
import io.ticktide.harness.Received;
import io.ticktide.session.Channel;
import io.ticktide.session.Session;
import io.ticktide.session.StreamOptions;
import io.ticktide.session.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that keep up get the same bytes; whoever falls behind costs the others nothing. */
final class AudiencesTest {
    private static final long S = TimeUnit.SECONDS.toNanos(1);
    private static final int CLIENTS = 5;

    private final Market market = new Market();
    private final Distributor distributor = market.distributor();
    private final List<FakeSink> sinks = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private final List<Subscription> quotes = new ArrayList<>();
    private int told;

    @AfterEach
    void everyStreamOfEveryoneAddsUp() {
        assertThat(sinks).allSatisfy(sink -> assertThat(sink.account().violations()).isEmpty());
    }

    @Test
    void clientsThatKeepUpGetOnePacketPerWakeUp() {
        // given
        connectAll();

        // when
        tell(10);
        tell(1);

        // then
        assertThat(sinks)
                .allSatisfy(
                        sink ->
                                assertThat(sink.log())
                                        .containsExactly(
                                                "packet of 2", "packet of 10", "packet of 1"));
        assertThat(sessions).allMatch(session -> session.stats().messages() == 13);
        assertThat(sessions).allMatch(session -> session.stats().frames() == 3);
        assertThat(quotes).allMatch(stream -> stream.lastSeq() == told);
    }

    @Test
    void stalledClientGetsTheRestOfItsPacketThenMergedEventsAndIsBackAmongTheOthers() {
        // given
        connectAll();
        sinks.get(2).busy();

        // when
        tell(3);
        tell(2_000); // More than its outbox holds.
        int withOthers = sinks.get(0).account().received().size();
        sinks.get(2).free();
        distributor.sessions().writable(sessions.get(2), market.nowNs);
        market.nowNs += S;
        tell(1);
        tell(4);

        // then
        assertThat(withOthers).isEqualTo(told - 5);
        assertThat(sinks.get(0).account().received()).hasSize(told);
        List<Received> late = sinks.get(2).account().received();
        assertThat(late).hasSizeLessThan(told);
        assertThat(late.stream().mapToLong(one -> 1 + one.conflated()).sum()).isEqualTo(told);
        assertThat(sinks.get(2).log()).endsWith("packet of 4");
        assertThat(quotes).allMatch(stream -> stream.lastSeq() == told);
    }

    @Test
    void clientThatAsksForSomethingElseGoesItsOwnWayWithoutAHole() {
        // given
        connectAll();
        tell(3);

        // when
        quotes.get(0).options(new StreamOptions(1, 0, false));
        sessions.get(1).credit(1);
        distributor.remove(quotes.get(3));
        distributor.closed(sessions.get(4));
        tell(5);
        market.nowNs += 2 * S;
        distributor.doWork();

        // then
        assertThat(delivered(0)).isEqualTo(6); // The first of the five at once, the rest as one.
        assertThat(delivered(1)).isEqualTo(told);
        assertThat(delivered(2)).isEqualTo(told);
        assertThat(delivered(3)).isEqualTo(4);
        assertThat(delivered(4)).isEqualTo(4);
    }

    @Test
    void gapOfTheSourceIsCountedForEveryone() {
        // given
        connectAll();

        // when
        market.ingress.onGap(0, GapStream.QUOTE, 7);
        told += 7;
        tell(1);

        // then
        assertThat(sinks)
                .allSatisfy(
                        sink ->
                                assertThat(sink.account().received().get(1).conflated())
                                        .isEqualTo(7));
        int upstream = Integer.numberOfTrailingZeros(Bits.CAUSE_UPSTREAM);
        assertThat(sessions).allMatch(session -> session.stats().conflated(upstream) == 7);
    }

    @Test
    void heartbeatsOfSilentStreamsNameTheSeqOfTheAudience() {
        // given
        connectAll();
        tell(3);

        // when
        for (int i = 0; i < 3; i++) {
            market.nowNs += Market.HEARTBEAT_NS;
            distributor.doWork();
        }
        tell(1);

        // then
        assertThat(sinks).allSatisfy(sink -> assertThat(sink.account().heartbeats()).isEqualTo(3));
        assertThat(quotes).allMatch(stream -> stream.lastSeq() == told);
        assertThat(sinks).allSatisfy(sink -> assertThat(sink.log()).endsWith("packet of 1"));
    }

    private void connectAll() {
        tell(1);
        for (int i = 0; i < CLIENTS; i++) {
            FakeSink sink = new FakeSink();
            Session session = market.connect(distributor, sink);
            sinks.add(sink);
            sessions.add(session);
            quotes.add(market.subscribe(distributor, sink, session, 0, Channel.QUOTE, null, true));
        }
        distributor.doWork();
    }

    private void tell(int events) {
        for (int i = 0; i < events; i++) {
            told++;
            market.ingress.onQuote(0, market.nowNs, 100 + told, 1, 1_000_000, 1);
        }
        while (distributor.doWork() > 0) {
            market.nowNs++;
        }
    }

    private int delivered(int client) {
        return sinks.get(client).account().received().size();
    }
}
