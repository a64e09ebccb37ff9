package io.ticktide.distribute;

import io.ticktide.codecs.Bits;
import io.ticktide.harness.FakeSink;
import io.ticktide.harness.PacketDialect;
import io.ticktide.harness.PacketListener;
import io.ticktide.harness.Stream;
import io.ticktide.harness.TestMarket;
import io.ticktide.history.HistoryCursor;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedIngress;
import io.ticktide.ring.MarketRing;
import io.ticktide.session.Channel;
import io.ticktide.session.Definitions;
import io.ticktide.session.DeliveryCounters;
import io.ticktide.session.FramePool;
import io.ticktide.session.RangeReplay;
import io.ticktide.session.Session;
import io.ticktide.session.SessionLimits;
import io.ticktide.session.StreamKey;
import io.ticktide.session.StreamOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * One random life of a client in a small market: whatever the server offers, in any order. Each
 * life draws which reasons for loss occur in it, so that many have just one.
 */
final class Life {
    private static final int STEPS = 120;
    private static final int INSTRUMENTS = 2;
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long S = TimeUnit.SECONDS.toNanos(1);
    private static final int[] BATCHES = {1, 2, 5, 50};

    private final Random random;
    private final MarketRing ring = new MarketRing(1_024);
    private final Published published;
    private final FeedIngress ingress;
    private final Distributor distributor;
    private final SessionLimits limits;
    private final LifeClient reference;
    private final LifeClient client;
    private final int causes;
    private final boolean gaps;
    private final boolean drops;
    private long nowNs = 1_000 * S;
    private boolean busy;
    private int retransmitted;

    /**
     * @param ears what stands between what the client decodes and what it checks.
     */
    Life(long seed, UnaryOperator<PacketListener> ears) {
        random = new Random(seed);
        causes = random.nextInt(4) == 0 ? random.nextInt(16) : 1 << random.nextInt(5) & 15;
        gaps = random.nextInt(3) == 0;
        drops = random.nextInt(2) == 0;
        ingress =
                new FeedIngress(
                        ring, INSTRUMENTS, false, () -> nowNs, new FeedCounters(), () -> {});
        published = new Published(ingress, random);
        distributor =
                new Distributor(
                        ring.newPoller(),
                        TestMarket.instruments(INSTRUMENTS),
                        new DistributeSettings(
                                64,
                                3 + random.nextInt(40),
                                4_096 << random.nextInt(7),
                                S / 2,
                                5 * S),
                        () -> nowNs,
                        () -> nowNs);
        limits =
                new SessionLimits(
                        100,
                        2_048 << random.nextInt(4),
                        64,
                        1 << 20,
                        2 + random.nextInt(30),
                        20 + random.nextInt(80),
                        Long.MAX_VALUE);
        reference = new LifeClient(distributor, published, sink -> connect(sink, 65_536), e -> e);
        client = new LifeClient(distributor, published, sink -> connect(sink, 0), ears);
        keys().forEach(
                        key ->
                                reference.subscribe(
                                        key, StreamStart.next(), StreamOptions.UNLIMITED, 0));
    }

    /** Lives; returns what was wrong. */
    List<String> live() {
        for (int step = 0; step < STEPS; step++) {
            nowNs += random.nextLong(200 * MS);
            step();
            digest();
            if (client.session().isClosing()) {
                reconnect();
            }
            if (!client.violations().isEmpty() || !reference.violations().isEmpty()) {
                break;
            }
        }
        List<String> wrong = new ArrayList<>(reference.violations());
        wrong.addAll(client.violations());
        if (wrong.isEmpty()) {
            settle();
            wrong.addAll(reference.violations());
            wrong.addAll(client.violations());
            client.streams().values().forEach(stream -> checkEnd(stream, wrong));
        }
        return wrong;
    }

    /** Messages that the client checked. */
    int delivered() {
        return client.delivered() + retransmitted;
    }

    private void step() {
        switch (random.nextInt(20)) {
            case 0, 1 -> subscribeOne();
            case 2 -> unsubscribeOne();
            case 3 -> modify();
            case 4, 5 -> socket();
            case 6 -> client.sink().complete();
            case 7, 8 -> credit();
            case 9 -> {
                if (drops) {
                    reconnect();
                }
            }
            case 10 -> {
                if (gaps) {
                    published.gap(random.nextInt(INSTRUMENTS));
                }
            }
            case 11 -> range();
            case 12 -> nowNs += 5 * S;
            default -> burst();
        }
        if (random.nextInt(4) > 0) {
            work();
        }
    }

    private void burst() {
        int events = BATCHES[random.nextInt(BATCHES.length)];
        for (int i = 0; i < events; i++) {
            nowNs += random.nextLong(5 * MS);
            int id = random.nextInt(INSTRUMENTS);
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> published.quote(id, nowNs);
                case 3, 4, 5 -> published.book(id, nowNs);
                case 6 -> ingress.onClock(nowNs);
                case 7 -> {
                    if (random.nextInt(8) == 0) {
                        published.status(id, nowNs);
                    }
                }
                default -> {
                    boolean late = random.nextInt(8) == 0;
                    published.trade(id, late ? nowNs - random.nextLong(5 * S) : nowNs);
                }
            }
        }
        work();
    }

    private void subscribeOne() {
        List<StreamKey> keys = keys();
        StreamKey key = keys.get(random.nextInt(keys.size()));
        if (client.streams().containsKey(key)) {
            return;
        }
        StreamStart start =
                switch (random.nextInt(4)) {
                    case 0 -> StreamStart.next();
                    case 1 -> StreamStart.at(nowNs - random.nextLong(5 * S));
                    default -> StreamStart.snapshot();
                };
        client.subscribe(key, start, options(), causes);
        serve();
    }

    private void unsubscribeOne() {
        if (client.streams().isEmpty()) {
            return;
        }
        // What is in the outbox still belongs to the stream that ends.
        client.sink().free();
        serve();
        digest();
        List<StreamKey> keys = List.copyOf(client.streams().keySet());
        StreamKey key = keys.get(random.nextInt(keys.size()));
        if (!client.session().isClosing()) {
            client.unsubscribe(key);
        }
        if (busy) {
            client.sink().busy();
        }
    }

    private void modify() {
        client.session().subscriptions().forEach(one -> one.options(options()));
        serve();
    }

    private StreamOptions options() {
        boolean rated = (causes & Bits.CAUSE_RATE) != 0 && random.nextInt(3) > 0;
        boolean aged = (causes & Bits.CAUSE_AGE) != 0 && random.nextInt(3) > 0;
        return new StreamOptions(
                rated ? 1 + random.nextInt(40) : 0, aged ? 1 + random.nextInt(400) : 0, false);
    }

    private void socket() {
        if ((causes & Bits.CAUSE_SLOW) != 0) {
            busy = !busy;
            if (busy) {
                client.sink().busy();
            } else {
                client.sink().free();
            }
            serve();
        }
    }

    private void credit() {
        if ((causes & Bits.CAUSE_CREDIT) != 0) {
            client.session().credit(random.nextInt(5) - 1);
            serve();
        }
    }

    private void reconnect() {
        client.drop();
        client.connect();
        if (busy) {
            client.sink().busy();
        }
        for (StreamKey key : List.copyOf(client.streams().keySet())) {
            if (random.nextInt(6) == 0) {
                client.streams().remove(key);
            } else {
                StreamStart start = StreamStart.after(client.streams().get(key).lastSeq);
                client.subscribe(key, start, options(), causes);
            }
        }
        serve();
    }

    private void range() {
        int id = random.nextInt(INSTRUMENTS);
        StreamKey key = new StreamKey(id, Channel.QUOTE, 0);
        long newest = distributor.history().newestSeq(Distributor.streamIndex(key));
        long from = Math.max(1, newest - random.nextInt(50));
        HistoryCursor cursor =
                new HistoryCursor(distributor.history(), Distributor.streamIndex(key), from);
        client.session().add(new RangeReplay(cursor, newest, id));
        serve();
    }

    private void serve() {
        distributor.sessions().serve(client.session(), nowNs);
    }

    private void work() {
        for (int turn = 0; turn < 40 && distributor.doWork() > 0; turn++) {
            nowNs++;
        }
    }

    private void digest() {
        reference.digest(reference.bars());
        client.digest(reference.bars());
        retransmitted = client.sink().account().retransmitted().size();
    }

    private void settle() {
        busy = false;
        client.sink().free();
        client.session().credit(-1);
        for (int i = 0; i < 8; i++) {
            nowNs += 3 * S;
            work();
            serve();
            digest();
        }
    }

    private void checkEnd(ClientStream stream, List<String> wrong) {
        Stream wire = LifeClient.wire(stream.key);
        long newest =
                stream.key.channel() == Channel.CANDLE
                        ? reference.sink().account().lastSeq(wire)
                        : published.newestSeq(new Stream(wire.instrumentId(), wire.channel(), 0));
        if (!client.session().isClosing() && stream.lastSeq != newest) {
            wrong.add(stream.key + " ends at " + stream.lastSeq + ", not " + newest);
        }
        if (!client.session().isClosing() && !stream.owedBars.isEmpty()) {
            wrong.add(stream.key + " never got the closed bars " + stream.owedBars);
        }
        if (!stream.reset && !stream.bars.bars().equals(stream.expectedBars.bars())) {
            wrong.add(stream.key + " gives bars " + stream.bars.bars());
        }
    }

    private Session connect(FakeSink sink, int outboxBytes) {
        SessionLimits own =
                outboxBytes == 0
                        ? limits
                        : new SessionLimits(100, outboxBytes, 64, 1 << 20, 32, 256, Long.MAX_VALUE);
        Session session =
                new Session(
                        1,
                        sink,
                        new PacketDialect(),
                        new FramePool(own.outboxBytes(), Long.MAX_VALUE),
                        own,
                        new Definitions(TestMarket.instruments(INSTRUMENTS)),
                        () -> nowNs,
                        new DeliveryCounters());
        session.onReceived(nowNs);
        distributor.sessions().add(session);
        return sink.connect(session);
    }

    private static List<StreamKey> keys() {
        List<StreamKey> keys = new ArrayList<>();
        for (int id = 0; id < INSTRUMENTS; id++) {
            keys.add(new StreamKey(id, Channel.QUOTE, 0));
            keys.add(new StreamKey(id, Channel.TRADE, 0));
            keys.add(new StreamKey(id, Channel.STATUS, 0));
            keys.add(new StreamKey(id, Channel.BOOK, 0));
            keys.add(new StreamKey(id, Channel.BOOK, 5));
            keys.add(new StreamKey(id, Channel.CANDLE, 1));
            keys.add(new StreamKey(id, Channel.CANDLE, 5));
        }
        return keys;
    }
}
