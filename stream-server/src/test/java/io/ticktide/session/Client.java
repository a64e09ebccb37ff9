package io.ticktide.session;

import io.ticktide.harness.EventEncoder;
import io.ticktide.harness.FakeSink;
import io.ticktide.harness.PacketDialect;
import io.ticktide.harness.Received;
import io.ticktide.harness.Stream;
import io.ticktide.harness.StreamAccount;
import io.ticktide.harness.TestMarket;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A session over a sink in the test's hands, with the time in its hands too. */
final class Client {
    static final int OUTBOX_BYTES = 16_384;
    static final int CONTROL_FRAMES = 8;
    static final int CONTROL_BYTES = 65_536;
    static final int CLOSED_BARS = 16;
    static final long IDLE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);
    static final int INSTRUMENTS = 300;

    private static final Definitions DEFINITIONS =
            new Definitions(TestMarket.instruments(INSTRUMENTS));

    final FakeSink sink = new FakeSink();
    final DeliveryCounters counters = new DeliveryCounters();
    final EventEncoder events = new EventEncoder();
    final Session session;
    long nowNs = 1;

    Client() {
        this(OUTBOX_BYTES, 32);
    }

    Client(int outboxBytes, int tradeSummaries) {
        session =
                sink.connect(
                        new Session(
                                1,
                                sink,
                                new PacketDialect(),
                                new FramePool(outboxBytes, Long.MAX_VALUE),
                                new SessionLimits(
                                        1_000,
                                        outboxBytes,
                                        CONTROL_FRAMES,
                                        CONTROL_BYTES,
                                        tradeSummaries,
                                        CLOSED_BARS,
                                        IDLE_TIMEOUT_NS),
                                DEFINITIONS,
                                () -> nowNs,
                                counters));
    }

    QuoteSubscription quotes(int instrumentId, long lastSeq, Message snapshot) {
        StreamKey key = new StreamKey(instrumentId, Channel.QUOTE, 0);
        return add(new QuoteSubscription(session, key, lastSeq), snapshot);
    }

    TradeSubscription trades(int instrumentId, long lastSeq, Message snapshot) {
        StreamKey key = new StreamKey(instrumentId, Channel.TRADE, 0);
        return add(
                new TradeSubscription(session, key, lastSeq, TestMarket.NOTIONAL_SCALE), snapshot);
    }

    CandleSubscription candles(int instrumentId, long lastSeq, Message snapshot) {
        StreamKey key = new StreamKey(instrumentId, Channel.CANDLE, 1);
        return add(new CandleSubscription(session, key, lastSeq), snapshot);
    }

    static StreamOptions rate(int maxRate) {
        return new StreamOptions(maxRate, 0, false);
    }

    /** Events that the client got merged or not at all for one cause. */
    long conflated(int cause) {
        return counters.conflatedByCause().get(Integer.numberOfTrailingZeros(cause)).value();
    }

    void offer(Subscription subscription, Message message) {
        session.offer(subscription, message, nowNs);
    }

    void flush() {
        session.flush(nowNs);
    }

    /** The socket takes everything again. */
    void free() {
        sink.free();
        flush();
    }

    StreamAccount account() {
        return sink.account();
    }

    List<Received> received() {
        return account().received();
    }

    static Stream stream(Subscription subscription) {
        StreamKey key = subscription.key();
        return new Stream(key.instrumentId(), key.channel().code(), key.detail());
    }

    private <T extends Subscription> T add(T subscription, Message snapshot) {
        account().begin(stream(subscription), subscription.lastSeq());
        session.add(subscription, snapshot);
        return subscription;
    }
}
