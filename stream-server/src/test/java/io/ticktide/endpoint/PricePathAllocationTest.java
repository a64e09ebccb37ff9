package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.distribute.DistributeSettings;
import io.ticktide.distribute.Distributor;
import io.ticktide.distribute.StreamStart;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.Side;
import io.ticktide.harness.Allocation;
import io.ticktide.harness.TestMarket;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedIngress;
import io.ticktide.ring.MarketRing;
import io.ticktide.session.Channel;
import io.ticktide.session.CloseReason;
import io.ticktide.session.Definitions;
import io.ticktide.session.DeliveryCounters;
import io.ticktide.session.Dialect;
import io.ticktide.session.FramePool;
import io.ticktide.session.FrameSink;
import io.ticktide.session.Session;
import io.ticktide.session.SessionLimits;
import io.ticktide.session.StreamKey;
import io.ticktide.session.StreamOptions;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** From the feed's call to the socket's bytes, stepped by hand: a price makes no garbage. */
final class PricePathAllocationTest {
    private static final int EVENTS = 100_000;
    private static final int EVENTS_PER_WAKE_UP = 50;
    private static final long BOUND_BYTES = 1_024;
    private static final long EVENT_STEP_NS = TimeUnit.MICROSECONDS.toNanos(20);

    private final List<Instrument> instruments = TestMarket.instruments(4);
    private final MarketRing ring = new MarketRing(4_096);
    private final FeedIngress ingress =
            new FeedIngress(ring, 4, false, () -> 5, new FeedCounters(), () -> {});
    private long nowNs = 1;
    private final Distributor distributor =
            new Distributor(
                    ring.newPoller(),
                    instruments,
                    new DistributeSettings(1_024, 100, 1 << 20, 0, Long.MAX_VALUE / 2),
                    () -> nowNs,
                    () -> nowNs);
    private final DeliveryCounters counters = new DeliveryCounters();
    private long tradeId;

    @Test
    void clientThatKeepsUpCostsNoGarbage() {
        // given
        Session session = connect(new BinaryDialect(), true);
        subscribe(session, 0, Channel.QUOTE, 0);
        subscribe(session, 1, Channel.TRADE, 0);
        subscribe(session, 1, Channel.CANDLE, 0);

        // when
        long bytes = Allocation.of(this::market);

        // then
        assertThat(counters.messages().value()).isGreaterThan(2L * EVENTS);
        assertThat(bytes).isLessThan(BOUND_BYTES);
    }

    @Test
    void jsonClientThatKeepsUpCostsNoGarbage() {
        // given
        Session session = connect(new JsonDialect(instruments), true);
        subscribe(session, 0, Channel.QUOTE, 0);
        subscribe(session, 1, Channel.TRADE, 0);

        // when
        long bytes = Allocation.of(this::market);

        // then
        assertThat(counters.messages().value()).isGreaterThan(EVENTS);
        assertThat(bytes).isLessThan(BOUND_BYTES);
    }

    @Test
    void quotesThatMergeCostNoGarbage() {
        // given
        subscribe(connect(new BinaryDialect(), true), 0, Channel.QUOTE, 100);
        subscribe(connect(new BinaryDialect(), false), 0, Channel.QUOTE, 0);

        // when
        long bytes = Allocation.of(this::market);

        // then
        assertThat(counters.conflatedByCause().get(0).value()).isGreaterThan(EVENTS / 4);
        assertThat(bytes).isLessThan(BOUND_BYTES);
    }

    @Test
    void tradesThatMergeCostOneSummaryPerRelease() {
        // given
        subscribe(connect(new BinaryDialect(), true), 1, Channel.TRADE, 100);

        // when
        long bytes = Allocation.of(this::market);

        // then
        long releases = TimeUnit.NANOSECONDS.toMillis(EVENTS * EVENT_STEP_NS) / 10;
        assertThat(counters.conflatedByCause().get(0).value()).isGreaterThan(EVENTS / 4);
        assertThat(bytes).isLessThan(releases * 512);
    }

    private void market() {
        for (int i = 0; i < EVENTS; i++) {
            nowNs += EVENT_STEP_NS;
            if (i % 2 == 0) {
                ingress.onQuote(0, nowNs, 100 + i % 5, 1, 110, 1);
            } else {
                ingress.onTrade(1, nowNs, 100 + i % 5, 1, ++tradeId, Side.BUY);
            }
            if (i % EVENTS_PER_WAKE_UP == 0) {
                ingress.onClock(nowNs);
                distributor.doWork();
            }
        }
    }

    private void subscribe(Session session, int instrumentId, Channel channel, int maxRate) {
        StreamKey key = new StreamKey(instrumentId, channel, channel == Channel.CANDLE ? 60 : 0);
        Distributor.Start start = distributor.prepare(session, key, StreamStart.snapshot());
        start.subscription().options(new StreamOptions(maxRate, 0, false));
        distributor.begin(start);
    }

    private Session connect(Dialect dialect, boolean keepsUp) {
        SilentSink sink = new SilentSink(keepsUp);
        SessionLimits limits = new SessionLimits(100, 65_536, 64, 1 << 20, 32, 256, Long.MAX_VALUE);
        Session session =
                new Session(
                        1,
                        sink,
                        dialect,
                        new FramePool(limits.outboxBytes(), Long.MAX_VALUE),
                        limits,
                        new Definitions(instruments),
                        () -> nowNs,
                        counters);
        distributor.sessions().add(session);
        return session;
    }

    /** Takes every frame at once, or never. */
    private record SilentSink(boolean keepsUp) implements FrameSink {
        @Override
        public boolean write(ByteBuffer frame) {
            return keepsUp;
        }

        @Override
        public void ping() {
            // Nobody is there to answer.
        }

        @Override
        public void close(CloseReason reason) {
            throw new AssertionError("closed: " + reason);
        }

        @Override
        public void abort() {
            throw new AssertionError("aborted");
        }
    }
}
