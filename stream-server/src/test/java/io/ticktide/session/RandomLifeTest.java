package io.ticktide.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.sbe.BarState;
import io.ticktide.harness.Received;
import io.ticktide.harness.Stream;
import io.ticktide.harness.StreamAccount;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of lives of a client: subscribe, unsubscribe, events, rates, a socket that is busy and
 * free again, in any order. Whatever happens, delivered + conflated = published.
 */
final class RandomLifeTest {
    private static final int LIVES = 400;
    private static final int STEPS = 400;
    private static final int INSTRUMENTS = 4;
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long S = TimeUnit.SECONDS.toNanos(1);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyEventIsDeliveredOrAccountedForWhateverHappens(long seed) {
        for (int life = 0; life < LIVES; life++) {
            new Life(seed * LIVES + life).live();
        }
    }

    @Test
    void checkerSeesAMessageThatIsSkipped() {
        // given
        Client client = new Client();
        QuoteSubscription quotes = client.quotes(0, 0, null);
        client.offer(quotes, client.events.quote(0, 1, 1));

        // when
        client.offer(quotes, client.events.quote(0, 2, 2));
        client.flush();
        StreamAccount skipping = new StreamAccount();
        skipping.begin(Stream.quote(0), 0);
        skipping.onDefinition(0, "S0");
        skipping.onEvent(client.received().get(1));

        // then
        assertThat(client.account().violations()).isEmpty();
        assertThat(skipping.violations()).singleElement().asString().startsWith("after seq 0 came");
    }

    @Test
    void checkerSeesLossWithoutACause() {
        // given
        StreamAccount account = new StreamAccount();
        account.begin(Stream.quote(0), 0);
        account.onDefinition(0, "S0");

        // when
        account.onEvent(new Received(Stream.quote(0), 3, 2, 0, 0, 0, 0, null));
        account.onHeartbeat(0, Map.of(Stream.quote(0), 2L));

        // then
        assertThat(account.violations()).hasSize(2);
    }

    /** One client in a small market. */
    private static final class Life {
        private final long seed;
        private final Random random;
        private final Client client;
        private final Map<StreamKey, Long> published = new HashMap<>();
        private final Map<StreamKey, Subscription> subscribed = new HashMap<>();
        private final Map<StreamKey, TradeBars> trades = new HashMap<>();
        private final Map<StreamKey, Set<Long>> closedBars = new HashMap<>();
        private final Map<StreamKey, Integer> receivedBefore = new HashMap<>();
        private final Map<Integer, Long> lastTradeNs = new HashMap<>();
        private boolean isBusy;

        Life(long seed) {
            this.seed = seed;
            random = new Random(seed);
            client = new Client(Client.OUTBOX_BYTES, 2 + random.nextInt(3) * 15);
        }

        void live() {
            for (int step = 0; step < STEPS && !client.session.isClosing(); step++) {
                step();
            }
            if (client.session.isClosing()) {
                assertThat(client.counters.closedSlow().value()).as(life()).isEqualTo(1);
                assertThat(client.account().violations()).as(life()).isEmpty();
                return;
            }
            settle();
            subscribed.keySet().forEach(this::check);
            assertThat(client.account().violations()).as(life()).isEmpty();
        }

        private void step() {
            client.nowNs += random.nextInt(20) * MS;
            switch (random.nextInt(12)) {
                case 0 -> toggle();
                case 1 -> client.sink.complete();
                case 2 -> client.session.heartbeat(client.nowNs, client.nowNs);
                case 3 -> socket();
                case 4 -> rate();
                case 5, 6 -> client.flush();
                default -> burst();
            }
            client.session.onReceived(client.nowNs);
        }

        private void socket() {
            isBusy = !isBusy;
            if (isBusy) {
                client.sink.busy();
            } else {
                client.free();
            }
        }

        private void rate() {
            for (Subscription subscription : subscribed.values()) {
                if (random.nextInt(3) == 0) {
                    subscription.maxRate(random.nextBoolean() ? 0 : 1 + random.nextInt(100));
                }
            }
        }

        private void toggle() {
            StreamKey key = randomKey();
            Subscription present = subscribed.remove(key);
            if (present == null) {
                begin(key);
                return;
            }
            // What is in the outbox already still belongs to the subscription that ends.
            settleSocket();
            client.session.remove(present);
            client.account().end(Client.stream(present));
        }

        private void begin(StreamKey key) {
            long newest = published.getOrDefault(key, 0L);
            boolean snapshot = newest > 0 && random.nextBoolean();
            long lastSeq = snapshot ? newest - 1 : newest;
            int id = key.instrumentId();
            receivedBefore.put(key, received(key).size());
            trades.put(key, new TradeBars());
            closedBars.put(key, new HashSet<>());
            Message message = snapshot ? newest(key, newest) : null;
            subscribed.put(
                    key,
                    switch (key.channel()) {
                        case QUOTE -> client.quotes(id, lastSeq, message);
                        case TRADE -> client.trades(id, lastSeq, message);
                        case CANDLE -> client.candles(id, lastSeq, message);
                    });
        }

        private void burst() {
            StreamKey key = randomKey();
            int events = random.nextInt(8) == 0 ? 300 : 1 + random.nextInt(5);
            for (int i = 0; i < events && !client.session.isClosing(); i++) {
                publish(key);
            }
        }

        private void publish(StreamKey key) {
            long seq = published.merge(key, 1L, Long::sum);
            Subscription subscription = subscribed.get(key);
            Message message = key.channel() == Channel.TRADE ? trade(key, seq) : newest(key, seq);
            if (subscription == null) {
                return;
            }
            if (key.channel() == Channel.CANDLE && stateOf(seq) != BarState.OPEN) {
                closedBars.get(key).add(seq);
            }
            client.offer(subscription, message);
        }

        private Message trade(StreamKey key, long seq) {
            long lastNs = lastTradeNs.getOrDefault(key.instrumentId(), S);
            boolean late = random.nextInt(10) == 0;
            long timeNs = late ? lastNs - random.nextLong(S) : lastNs + random.nextLong(S / 4);
            lastTradeNs.put(key.instrumentId(), Math.max(lastNs, timeNs));
            long price = 1L + random.nextInt(1_000);
            long qty = 1L + random.nextInt(1_000);
            if (subscribed.containsKey(key)) {
                long buys = seq % 2 == 0 ? qty : 0;
                trades.get(key)
                        .add(
                                timeNs,
                                new TradeBars.Bar(
                                        price, price, price, price, qty, buys, price * qty, 1));
            }
            return client.events.trade(key.instrumentId(), seq, timeNs, price, qty);
        }

        /** The event of a seq; that of a trade only as a snapshot shows it. */
        private Message newest(StreamKey key, long seq) {
            int id = key.instrumentId();
            return switch (key.channel()) {
                case QUOTE -> client.events.quote(id, seq, seq);
                case TRADE -> client.events.trade(id, seq, S, 1, 1);
                case CANDLE -> client.events.candle(id, seq, 1, seq / 5 * S, stateOf(seq));
            };
        }

        /** Every bar has five events: three open states, its close, and a correction. */
        private static BarState stateOf(long seq) {
            return seq % 5 < 3
                    ? BarState.OPEN
                    : seq % 5 == 3 ? BarState.CLOSED : BarState.CORRECTED;
        }

        private void settleSocket() {
            isBusy = false;
            client.free();
            client.flush();
        }

        private void settle() {
            settleSocket();
            client.nowNs += 100 * S;
            client.flush();
        }

        private void check(StreamKey key) {
            Subscription subscription = subscribed.get(key);
            List<Received> received =
                    received(key).subList(receivedBefore.get(key), received(key).size());
            assertThat(client.account().lastSeq(Client.stream(subscription)))
                    .as(life() + key)
                    .isEqualTo(published.getOrDefault(key, 0L))
                    .isEqualTo(subscription.lastSeq());
            if (key.channel() == Channel.TRADE) {
                checkTrades(key, received);
            } else if (key.channel() == Channel.CANDLE) {
                Set<Long> seqs = new HashSet<>(received.stream().map(Received::seq).toList());
                assertThat(seqs).as(life() + key).containsAll(closedBars.get(key));
            }
        }

        private void checkTrades(StreamKey key, List<Received> received) {
            TradeBars rebuilt = new TradeBars();
            boolean reset = false;
            for (Received one : received) {
                Received.Trades body = one.trades();
                reset |= one.hasFlag(Bits.FLAG_RESET);
                if (!one.hasFlag(Bits.FLAG_SNAPSHOT)) {
                    rebuilt.add(
                            one.tsEvent(),
                            new TradeBars.Bar(
                                    body.firstPx(),
                                    body.highPx(),
                                    body.lowPx(),
                                    body.lastPx(),
                                    body.volume(),
                                    body.buyVolume(),
                                    body.notional(),
                                    body.trades()));
                }
            }
            assertThat(rebuilt.totals()).as(life() + key).isEqualTo(trades.get(key).totals());
            if (!reset) {
                assertThat(rebuilt.bars()).as(life() + key).isEqualTo(trades.get(key).bars());
            }
        }

        private List<Received> received(StreamKey key) {
            return client.account()
                    .received(
                            new Stream(
                                    key.instrumentId(), key.channel().code(), key.intervalSec()));
        }

        private StreamKey randomKey() {
            Channel channel = Channel.values()[random.nextInt(3)];
            int interval = channel == Channel.CANDLE ? 1 : 0;
            return new StreamKey(random.nextInt(INSTRUMENTS), channel, interval);
        }

        private String life() {
            return "life " + seed + " ";
        }
    }
}
