package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.codecs.Bits;
import io.ticktide.config.EndpointConfig;
import io.ticktide.harness.HandFeed;
import io.ticktide.harness.Received;
import io.ticktide.harness.Stream;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(120)
final class StreamIT {
    private static final long S = TimeUnit.SECONDS.toNanos(1);

    private LiveServer server;

    @BeforeEach
    void start() throws StartException {
        server = new LiveServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {StreamClient.SBE, StreamClient.JSON})
    void welcomeSaysWhatTheServerIs(String protocol) {
        try (StreamClient client = StreamClient.connect(server, protocol)) {
            JsonNode welcome = client.answer(0);

            assertThat(client.protocol()).isEqualTo(protocol);
            assertThat(welcome.get("op").stringValue()).isEqualTo("welcome");
            assertThat(welcome.get("protocol").stringValue()).isEqualTo(protocol);
            assertThat(Long.parseLong(welcome.get("epoch").stringValue())).isPositive();
            assertThat(welcome.get("session").stringValue()).isEqualTo("1");
            assertThat(welcome.get("schemaVersion").intValue()).isEqualTo(1);
            assertThat(welcome.get("heartbeatMs").intValue()).isEqualTo(500);
            assertThat(welcome.get("idleTimeoutMs").intValue()).isEqualTo(30_000);
            assertThat(welcome.get("limits").toString())
                    .isEqualTo(
                            "{\"maxStreams\":100,\"maxMessageBytes\":16384,\"commandsPerSecond\":10000}");
            assertThat(welcome.get("feed").toString())
                    .startsWith("{\"name\":\"by hand\",\"replay\":false,\"state\":\"running\",");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {StreamClient.SBE, StreamClient.JSON})
    void subscriberGetsTheSnapshotAndThenEveryEvent(String protocol) {
        try (StreamClient client = StreamClient.connect(server, protocol)) {
            // given
            client.answer(0);
            tellMarket(0, 10);
            awaitEvents(20);
            client.send("{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":[\"S0\",\"XX\"]}");
            client.send("{\"op\":\"subscribe\",\"ch\":\"trade\",\"sym\":\"S0\"}");
            client.send(
                    "{\"op\":\"subscribe\",\"ch\":\"candle\",\"sym\":\"S0\",\"interval\":\"1m\"}");
            JsonNode quotes = client.answer(1);
            client.answer(3);

            // when: no more at once than the kernel keeps for a client on a busy machine
            for (int from = 10; from < 1_000; from += 99) {
                tellMarket(from, from + 99);
                client.awaitSeq(Stream.quote(0), from + 99);
                client.awaitSeq(Stream.trade(0), from + 99);
            }

            // then
            assertThat(quotes.get("streams").get(0).get("lastSeq").stringValue()).isEqualTo("9");
            assertThat(quotes.get("streams").get(1).get("error").get("code").intValue())
                    .isEqualTo(200);
            assertThat(client.received(Stream.quote(0)))
                    .hasSize(991)
                    .extracting(one -> one.hasFlag(Bits.FLAG_SNAPSHOT))
                    .startsWith(true, false)
                    .endsWith(false, false);
            assertThat(client.received(Stream.candle(0, 60))).isNotEmpty();
            Awaitility.await().until(() -> client.heartbeats() > 1);
            assertThat(client.violations()).isEmpty();
        }
    }

    @Test
    void bothProtocolsTellTheSameStory() {
        try (StreamClient sbe = StreamClient.connect(server, StreamClient.SBE);
                StreamClient json = StreamClient.connect(server, StreamClient.JSON)) {
            // given
            for (StreamClient client : List.of(sbe, json)) {
                client.send("{\"op\":\"subscribe\",\"ch\":\"trade\",\"sym\":\"S1\"}");
                client.answer(1);
            }

            // when
            for (int i = 1; i <= 500; i++) {
                server.feed.trade(1, i * S, 10_000 + i, i);
            }
            sbe.awaitSeq(Stream.trade(1), 500);
            json.awaitSeq(Stream.trade(1), 500);

            // then
            List<Received> binary = sbe.received(Stream.trade(1));
            List<Received> text = json.received(Stream.trade(1));
            assertThat(text).hasSameSizeAs(binary);
            for (int i = 0; i < text.size(); i++) {
                Received.Trades trade = binary.get(i).trades();
                JsonNode twin = (JsonNode) text.get(i).body();
                assertThat(text.get(i).seq()).isEqualTo(binary.get(i).seq());
                assertThat(text.get(i).tsIngress()).isEqualTo(binary.get(i).tsIngress());
                assertThat(twin.get("price").stringValue().replace(".", ""))
                        .isEqualTo(Long.toString(trade.lastPx()));
                assertThat(twin.get("tradeId").stringValue())
                        .isEqualTo(Long.toString(trade.lastTradeId()));
            }
        }
    }

    @Test
    void unsubscribedStreamEndsAndTheListForgetsIt() {
        try (StreamClient client = StreamClient.connect(server, StreamClient.SBE)) {
            // given
            client.answer(0);
            client.ask(
                    "{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":[\"S0\",\"S1\"],\"maxRate\":9}");
            JsonNode before = client.ask("{\"op\":\"list\",\"id\":9}");

            // when
            JsonNode answer =
                    client.ask(
                            "{\"op\":\"unsubscribe\",\"id\":8,\"ch\":\"quote\",\"sym\":[\"S0\"]}");
            JsonNode after = client.ask("{\"op\":\"list\"}");
            server.feed.quote(0, 1, 100);
            server.feed.quote(1, 1, 100);
            client.awaitSeq(Stream.quote(1), 1);

            // then
            assertThat(before.get("id").intValue()).isEqualTo(9);
            assertThat(before.get("streams")).hasSize(2);
            assertThat(answer.toString())
                    .isEqualTo(
                            "{\"op\":\"unsubscribed\",\"id\":8,\"ch\":\"quote\","
                                    + "\"streams\":[{\"sym\":\"S0\"}]}");
            assertThat(after.toString())
                    .isEqualTo(
                            "{\"op\":\"subscriptions\",\"streams\":[{\"sym\":\"S1\",\"ch\":\"quote\","
                                    + "\"maxRate\":9,\"maxAgeMs\":null,"
                                    + "\"onSlow\":\"conflate\",\"lastSeq\":\"0\"}]}");
            assertThat(client.received(Stream.quote(0))).isEmpty();
        }
    }

    @Test
    void pongHasBothTimesOfTheServer() {
        try (StreamClient client = StreamClient.connect(server, StreamClient.SBE)) {
            client.answer(0);

            JsonNode pong = client.ask("{\"op\":\"ping\",\"id\":1,\"t0\":\"123\"}");

            long t1 = Long.parseLong(pong.get("t1").stringValue());
            assertThat(pong.get("op").stringValue()).isEqualTo("pong");
            assertThat(pong.get("t0").stringValue()).isEqualTo("123");
            assertThat(Long.parseLong(pong.get("t2").stringValue())).isGreaterThanOrEqualTo(t1);
        }
    }

    @Test
    void rateLimitedClientIsMergedAndAddsUp() {
        try (StreamClient client = StreamClient.connect(server, StreamClient.JSON)) {
            // given
            client.send("{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S0\",\"maxRate\":20}");
            client.answer(1);

            // when
            for (int i = 1; i <= 1_000; i++) {
                server.feed.quote(0, i, i);
            }
            client.awaitSeq(Stream.quote(0), 1_000);

            // then
            List<Received> received = client.received(Stream.quote(0));
            assertThat(received).hasSizeLessThan(500);
            assertThat(received.get(received.size() - 1).cause()).isEqualTo(Bits.CAUSE_RATE);
            assertThat(client.violations()).isEmpty();
        }
    }

    @Test
    void clientThatNeverReadsCostsBoundedMemoryAndTheOthersNothing() throws IOException {
        try (StreamClient healthy = StreamClient.connect(server, StreamClient.SBE);
                RawClient silent = RawClient.connect(server)) {
            // given
            String both = "{\"op\":\"subscribe\",\"ch\":\"CHANNEL\",\"sym\":\"S0\"}";
            assertThat(silent.nextText()).contains("welcome");
            for (String channel : List.of("quote", "trade")) {
                silent.text(both.replace("CHANNEL", channel));
                assertThat(silent.nextText()).contains("\"lastSeq\":\"0\"");
                healthy.send(both.replace("CHANNEL", channel));
            }
            healthy.answer(2);

            // when
            long beforeBytes = 0;
            for (int round = 1; round <= 100; round++) {
                tellMarket((round - 1) * 1_000, round * 1_000);
                healthy.awaitSeq(Stream.quote(0), round * 1_000L);
                healthy.awaitSeq(Stream.trade(0), round * 1_000L);
                if (round == 60) {
                    beforeBytes = directBytes();
                }
            }

            // then
            assertThat(healthy.violations()).isEmpty();
            assertThat(healthy.received(Stream.quote(0)))
                    .hasSize(100_000)
                    .allMatch(one -> one.conflated() == 0);
            assertThat(directBytes() - beforeBytes).isLessThan(1 << 20);
            readOn(silent, 100_000);
            assertThat(silent.account().received(Stream.quote(0))).hasSizeLessThan(90_000);
            assertThat(silent.account().violations()).isEmpty();
        }
    }

    /** Reads all that waits for a client, up to a seq of the quotes and trades of S0. */
    private static void readOn(RawClient client, long seq) throws IOException {
        for (Stream stream : List.of(Stream.quote(0), Stream.trade(0))) {
            client.account().begin(stream, 0);
        }
        while (client.account().lastSeq(Stream.quote(0)) < seq
                || client.account().lastSeq(Stream.trade(0)) < seq) {
            client.text("{\"op\":\"ping\"}");
            String answer;
            do {
                answer = client.nextText();
            } while (!answer.contains("pong"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {StreamClient.SBE, StreamClient.JSON})
    void shutdownSaysGoodbyeAndCloses(String protocol) {
        try (StreamClient client = StreamClient.connect(server, protocol)) {
            client.answer(0);

            server.close();

            assertThat(client.awaitClose()).isEqualTo(1001);
            assertThat(client.answer(1).toString())
                    .isEqualTo(
                            "{\"op\":\"goodbye\",\"code\":1001,"
                                    + "\"reason\":\"server is shutting down\","
                                    + "\"retryAfterMs\":1000}");
            assertThat(server.feed.isClosed()).isTrue();
        }
    }

    @Test
    void closingTwiceIsClosingOnce() {
        server.close();
        server.close();

        assertThat(server.feed.isClosed()).isTrue();
    }

    @Test
    void portInUseSaysSoAndClosesTheFeed() {
        // given
        HandFeed second = new HandFeed(1);
        EndpointConfig taken = endpoint("127.0.0.1", server.port());

        // when, then
        assertThatThrownBy(() -> StreamServer.start(LiveServer.config(taken), second))
                .isInstanceOf(StartException.class)
                .hasMessage(
                        "cannot listen on 127.0.0.1 port "
                                + server.port()
                                + ": Address already in use; stop the process that uses it or"
                                + " choose another with --port");
        assertThat(second.isClosed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "no-such-host.invalid,no such host",
        "192.0.2.1,Cannot assign requested address",
    })
    void hostThatIsNoneOfThisMachineSaysSo(String host, String reason) {
        // given
        HandFeed second = new HandFeed(1);
        EndpointConfig foreign = endpoint(host, 0);

        // when, then
        assertThatThrownBy(() -> StreamServer.start(LiveServer.config(foreign), second))
                .isInstanceOf(StartException.class)
                .hasMessage(
                        "cannot listen on "
                                + host
                                + " port 0: "
                                + reason
                                + "; name an address of this machine with --host");
        assertThat(second.isClosed()).isTrue();
    }

    private static EndpointConfig endpoint(String host, int port) {
        return LiveServer.endpoint(host, port, 1, 1, 1, List.of());
    }

    /** Events {@code from + 1} to {@code to} of quotes and trades of S0. */
    private void tellMarket(int from, int to) {
        for (int i = from + 1; i <= to; i++) {
            server.feed.quote(0, i, 100 + i % 7);
            server.feed.trade(0, i, 100 + i % 7, 1);
        }
    }

    private void awaitEvents(long events) {
        Awaitility.await().until(() -> server.feed.waiting() == 0);
        String told = "\"events\":" + events + ',';
        Awaitility.await()
                .until(
                        () -> {
                            String stats = HttpApiIT.get(server, "/stats").body();
                            return stats.contains(told) && stats.contains("\"used\":0,");
                        });
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
