package io.ticktide.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import io.ticktide.harness.EventEncoder;
import io.ticktide.harness.FakeSink;
import io.ticktide.harness.PacketDialect;
import io.ticktide.harness.Received;
import io.ticktide.harness.TestMarket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All clients together may let only so much wait for their sockets. */
final class OverloadTest {
    private static final int OUTBOX_BYTES = 16_384;
    private static final int PENDING_BYTES = 20_000;

    private final FramePool pool = new FramePool(OUTBOX_BYTES, PENDING_BYTES);
    private final DeliveryCounters counters = new DeliveryCounters();
    private final FakeSink greedySink = new FakeSink();
    private final FakeSink sink = new FakeSink();
    private final Session greedy = greedySink.connect(session(greedySink));
    private final Session session = sink.connect(session(sink));
    private final EventEncoder events = new EventEncoder();

    @AfterEach
    void everyStreamAddsUp() {
        assertThat(sink.account().violations()).isEmpty();
    }

    @Test
    void quotesMergeForTheServersSakeAndGoOnOnceThereIsMemoryAgain() {
        // given
        QuoteSubscription quotes = quotes();
        sink.busy();
        session.offer(quotes, events.quote(0, 1, 1), 1);
        session.flush(1);
        takeAllMemory();

        // when
        session.offer(quotes, events.quote(0, 2, 2), 2);
        session.offer(quotes, events.quote(0, 3, 3), 3);
        session.flush(3);
        greedy.onClosed();
        greedy.onDisconnected();
        sink.free();
        session.flush(4);

        // then
        Received last = sink.account().received().get(1);
        assertThat(last.seq()).isEqualTo(3);
        assertThat(last.conflated()).isEqualTo(1);
        assertThat(last.cause() & Bits.CAUSE_SERVER).isNotZero();
        assertThat(pool.lentBytes()).isZero();
    }

    @Test
    void packetThatWaitsDoesNotGrowOnceMemoryIsShort() {
        // given
        QuoteSubscription quotes = quotes();
        sink.busy();
        session.offer(quotes, events.quote(0, 1, 1), 1);
        session.flush(1);
        session.offer(quotes, events.quote(0, 2, 2), 2);
        takeAllMemory();
        long before = pool.lentBytes();

        // when
        for (int seq = 3; seq <= 300; seq++) {
            session.offer(quotes, events.quote(0, seq, seq), seq);
        }

        // then
        assertThat(pool.lentBytes()).isEqualTo(before);
        sink.free();
        session.flush(301);
        assertThat(sink.account().lastSeq(Client.stream(quotes))).isEqualTo(300);
    }

    @Test
    void clientWhoseSocketIsFreeLosesNothingWhileMemoryIsShort() {
        // given
        QuoteSubscription quotes = quotes();
        takeAllMemory();

        // when
        for (int seq = 1; seq <= 300; seq++) {
            session.offer(quotes, events.quote(0, seq, seq), seq);
        }
        session.flush(301);

        // then
        assertThat(sink.account().received()).hasSize(300).allMatch(one -> one.conflated() == 0);
    }

    @Test
    void answerThatCannotBeKeptEndsTheClientAsOverload() {
        // given
        sink.busy();
        session.answer("{\"first\":1}");
        session.flush(1);
        takeAllMemory();

        // when
        session.answer("{\"second\":2}");
        sink.free();
        session.flush(2);

        // then
        assertThat(sink.closed()).isEqualTo(CloseReason.OVERLOAD);
        assertThat(sink.answers())
                .containsExactly(
                        "{\"first\":1}",
                        "{\"op\":\"goodbye\",\"code\":1013,\"reason\":\"server is overloaded\","
                                + "\"retryAfterMs\":5000}");
        assertThat(sink.log()).last().isEqualTo("close 1013");
    }

    @Test
    void answerIsGivenWhereTheSocketTakesItAtOnce() {
        // given
        takeAllMemory();

        // when
        session.answer("{}");
        session.flush(1);

        // then
        assertThat(sink.answers()).containsExactly("{}");
        assertThat(session.isClosing()).isFalse();
    }

    private void takeAllMemory() {
        greedySink.busy();
        while (!pool.isExhausted()) {
            greedy.answer("{\"x\":\"" + "y".repeat(8_000) + "\"}");
            greedy.flush(1);
        }
        assertThat(greedy.isClosing()).isFalse();
    }

    private QuoteSubscription quotes() {
        QuoteSubscription quotes =
                new QuoteSubscription(session, new StreamKey(0, Channel.QUOTE, 0), 0);
        sink.account().begin(Client.stream(quotes), 0);
        session.add(quotes, null);
        return quotes;
    }

    private Session session(FakeSink to) {
        return new Session(
                1,
                to,
                new PacketDialect(),
                pool,
                new SessionLimits(10, OUTBOX_BYTES, 8, 1 << 20, 8, 16, TimeUnit.HOURS.toNanos(1)),
                new Definitions(TestMarket.instruments(1)),
                () -> 1,
                counters);
    }
}
