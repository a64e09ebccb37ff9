package io.ticktide.distribute;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.candles.BarInterval;
import io.ticktide.harness.FakeSink;
import io.ticktide.harness.Stream;
import io.ticktide.session.Channel;
import io.ticktide.session.Session;
import io.ticktide.session.StreamOptions;
import io.ticktide.session.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A crowd of clients of the same few streams, which come together, fall behind, ask for something
 * else and leave in any order: every one's account adds up, and all end where the streams end.
 */
final class RandomAudienceTest {
    private static final int CROWDS = 80;
    private static final int STEPS = 150;
    private static final int CLIENTS = 7;
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private Random random;
    private Market market;
    private Distributor distributor;
    private Published published;
    private Member[] members;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyonesAccountAddsUpWhateverTheOthersDo(long seed) {
        int shared = 0;
        for (int i = 0; i < CROWDS; i++) {
            long crowd = seed * CROWDS + i;
            begin(crowd);
            for (int step = 0; step < STEPS; step++) {
                step();
                for (Member member : members) {
                    assertThat(member.sink.account().violations()).as("crowd " + crowd).isEmpty();
                }
            }
            settle();
            for (Member member : members) {
                assertThat(member.sink.account().violations()).as("crowd " + crowd).isEmpty();
                member.streams.forEach(
                        (stream, subscription) ->
                                assertThat(member.sink.account().lastSeq(stream))
                                        .as("crowd " + crowd + " " + stream)
                                        .isEqualTo(subscription.lastSeq())
                                        .isEqualTo(newest(subscription)));
                shared += (int) member.session.stats().frames();
            }
        }
        assertThat(shared).isGreaterThan(CROWDS * STEPS);
    }

    private void begin(long seed) {
        random = new Random(seed);
        market = new Market();
        market.nowNs = TimeUnit.SECONDS.toNanos(1_000);
        distributor = market.distributor();
        published = new Published(market.ingress, random);
        members = new Member[CLIENTS];
        for (int i = 0; i < CLIENTS; i++) {
            members[i] = new Member();
        }
    }

    private void step() {
        market.nowNs += random.nextLong(100 * MS);
        Member member = members[random.nextInt(CLIENTS)];
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> member.subscribe();
            case 3 -> member.unsubscribe();
            case 4, 5 -> member.socket();
            case 6 -> member.modify();
            case 7 -> member.reconnect();
            case 8 -> market.nowNs += Market.HEARTBEAT_NS;
            case 9 -> published.gap(random.nextInt(2));
            default -> events();
        }
        if (random.nextInt(3) > 0) {
            work();
        }
    }

    private void events() {
        int most = random.nextInt(6) == 0 ? 700 : 12;
        for (int i = random.nextInt(most); i >= 0; i--) {
            market.nowNs += random.nextLong(MS);
            int id = random.nextInt(2);
            switch (random.nextInt(5)) {
                case 0, 1 -> published.quote(id, market.nowNs);
                case 2 -> published.book(id, market.nowNs);
                case 3 -> market.ingress.onClock(market.nowNs);
                default -> published.trade(id, market.nowNs);
            }
        }
    }

    private void work() {
        for (int turn = 0; turn < 100 && distributor.doWork() > 0; turn++) {
            market.nowNs++;
        }
    }

    private void settle() {
        for (Member member : members) {
            member.free();
        }
        for (int i = 0; i < 8; i++) {
            market.nowNs += Market.HEARTBEAT_NS;
            work();
        }
    }

    private long newest(Subscription subscription) {
        return distributor
                .instrument(subscription.key().instrumentId())
                .newestSeq(subscription.key());
    }

    /** One client. */
    private final class Member {
        private FakeSink sink;
        private Session session;
        private final Map<Stream, Subscription> streams = new HashMap<>();
        private boolean busy;

        Member() {
            connect();
        }

        private void connect() {
            sink = new FakeSink();
            session = market.connect(distributor, sink);
            streams.clear();
            busy = false;
        }

        void subscribe() {
            int id = random.nextInt(2);
            Channel channel = Channel.values()[random.nextInt(4)];
            BarInterval interval = channel == Channel.CANDLE ? BarInterval.S1 : null;
            int detail = interval == null ? 0 : interval.seconds();
            Stream stream = new Stream(id, channel.code(), detail);
            if (!streams.containsKey(stream) && !session.isClosing()) {
                streams.put(
                        stream,
                        market.subscribe(distributor, sink, session, id, channel, interval, true));
            }
        }

        void unsubscribe() {
            if (!streams.isEmpty() && !session.isClosing()) {
                free(); // What is in the outbox still belongs to the stream that ends.
                work();
                List<Stream> all = new ArrayList<>(streams.keySet());
                Stream stream = all.get(random.nextInt(all.size()));
                if (!session.isClosing()) {
                    distributor.remove(streams.remove(stream));
                    sink.account().end(stream);
                }
            }
        }

        void socket() {
            if (busy) {
                free();
            } else {
                busy = true;
                sink.busy();
            }
        }

        void free() {
            busy = false;
            sink.free();
            distributor.sessions().writable(session, market.nowNs);
        }

        void modify() {
            int maxRate = random.nextInt(3) == 0 ? 1 + random.nextInt(20) : 0;
            streams.values().forEach(one -> one.options(new StreamOptions(maxRate, 0, false)));
        }

        void reconnect() {
            if (random.nextInt(3) == 0 || session.isClosing()) {
                distributor.closed(session);
                session.onDisconnected();
                connect();
            }
        }
    }
}
