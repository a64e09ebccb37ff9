package io.ticktide.endpoint;

import io.ticktide.auth.Authentication;
import io.ticktide.distribute.DistributeSettings;
import io.ticktide.distribute.Distributor;
import io.ticktide.feed.Instrument;
import io.ticktide.harness.FakeSink;
import io.ticktide.harness.PacketDialect;
import io.ticktide.harness.TestMarket;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedIngress;
import io.ticktide.ring.MarketRing;
import io.ticktide.session.Definitions;
import io.ticktide.session.DeliveryCounters;
import io.ticktide.session.FramePool;
import io.ticktide.session.Session;
import io.ticktide.session.SessionLimits;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/** A market of 200 quotes of S0, and one client that sends commands by hand. */
final class CommandBench {
    static final long EPOCH = 5;

    final List<Instrument> instruments = TestMarket.instruments(3);
    private final MarketRing ring = new MarketRing(1_024);
    final FeedIngress ingress =
            new FeedIngress(ring, 3, false, () -> 7, new FeedCounters(), () -> {});
    final Distributor distributor =
            new Distributor(
                    ring.newPoller(),
                    instruments,
                    new DistributeSettings(64, 20, 4_096, 0, Long.MAX_VALUE / 2),
                    () -> 1,
                    () -> 9);
    private final SessionLimits limits =
            new SessionLimits(4, 65_536, 64, 1 << 20, 32, 256, Long.MAX_VALUE);
    private final IoShard shard = shard(() -> 1, () -> 9);
    final Commands commands =
            new Commands(
                    shard,
                    shard.market(instruments, new Symbols(instruments), EPOCH),
                    NoReplays.make(),
                    3);
    final CommandRate rate = new CommandRate(50, new Refusals());
    final FakeSink sink = new FakeSink();
    final Session session =
            sink.connect(
                    new Session(
                            1,
                            sink,
                            new PacketDialect(),
                            new FramePool(limits.outboxBytes(), Long.MAX_VALUE),
                            limits,
                            new Definitions(instruments),
                            () -> 9,
                            new DeliveryCounters()));

    final Access access = new Access(Authentication.none(), shard, session);

    CommandBench() {
        for (int i = 1; i <= 200; i++) {
            ingress.onQuote(0, i, 100, 1, 101, 1);
            distributor.doWork();
        }
    }

    IoShard shard(NanoClock clock, EpochNanoClock epochClock) {
        return new IoShard(
                null,
                new HandLoop().loop(0),
                distributor,
                instruments,
                limits,
                Long.MAX_VALUE,
                clock,
                epochClock);
    }

    /** Sends a command as a connection does; returns the newest answer. */
    String ask(String json) {
        if (!session.isClosing()) {
            commands.onCommand(session, json, rate, access);
        }
        session.flush(1);
        return sink.answers().isEmpty() ? "" : sink.answers().get(sink.answers().size() - 1);
    }
}
