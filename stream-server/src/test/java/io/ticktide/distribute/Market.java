package io.ticktide.distribute;

import io.ticktide.candles.BarInterval;
import io.ticktide.harness.FakeSink;
import io.ticktide.harness.PacketDialect;
import io.ticktide.harness.Stream;
import io.ticktide.harness.TestMarket;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedIngress;
import io.ticktide.ring.MarketRing;
import io.ticktide.session.Channel;
import io.ticktide.session.Definitions;
import io.ticktide.session.DeliveryCounters;
import io.ticktide.session.FramePool;
import io.ticktide.session.Session;
import io.ticktide.session.SessionLimits;
import io.ticktide.session.StreamKey;
import io.ticktide.session.Subscription;
import java.util.concurrent.TimeUnit;

/** A ring that the test feeds, and distributors that it steps. */
final class Market {
    static final int INSTRUMENTS = 4;
    static final int BATCH_LIMIT = 64;
    static final long GRACE_NS = TimeUnit.MILLISECONDS.toNanos(500);
    static final long HEARTBEAT_NS = TimeUnit.SECONDS.toNanos(5);

    final MarketRing ring = new MarketRing(4_096);
    final FeedIngress ingress =
            new FeedIngress(ring, INSTRUMENTS, false, () -> 5, new FeedCounters(), () -> {});
    long nowNs = 1;
    private long nextId;

    Distributor distributor() {
        return new Distributor(
                ring.newPoller(),
                TestMarket.instruments(INSTRUMENTS),
                new DistributeSettings(BATCH_LIMIT, 100, 1 << 20, GRACE_NS, HEARTBEAT_NS),
                () -> nowNs,
                () -> nowNs);
    }

    Session connect(Distributor distributor, FakeSink sink) {
        SessionLimits limits =
                new SessionLimits(100, 65_536, 64, 1 << 20, 32, 256, TimeUnit.HOURS.toNanos(1));
        Session session =
                new Session(
                        ++nextId,
                        sink,
                        new PacketDialect(),
                        new FramePool(limits.outboxBytes(), Long.MAX_VALUE),
                        limits,
                        new Definitions(TestMarket.instruments(INSTRUMENTS)),
                        () -> nowNs,
                        new DeliveryCounters());
        session.onReceived(nowNs);
        distributor.sessions().add(session);
        return sink.connect(session);
    }

    /** Subscribes as the endpoint does; {@code interval} is null but for candles. */
    Subscription subscribe(
            Distributor distributor,
            FakeSink sink,
            Session session,
            int instrumentId,
            Channel channel,
            BarInterval interval,
            boolean snapshot) {
        int detail = interval == null ? 0 : interval.seconds();
        StreamKey key = new StreamKey(instrumentId, channel, detail);
        StreamStart start = snapshot ? StreamStart.snapshot() : StreamStart.next();
        Distributor.Start prepared = distributor.prepare(session, key, start);
        sink.account().begin(new Stream(instrumentId, channel.code(), detail), prepared.lastSeq());
        distributor.begin(prepared);
        return prepared.subscription();
    }
}
