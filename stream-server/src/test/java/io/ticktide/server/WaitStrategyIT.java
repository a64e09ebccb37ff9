package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.harness.Stream;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class WaitStrategyIT {
    @ParameterizedTest
    @ValueSource(strings = {"park", "backoff", "spin"})
    void everyEventIsDeliveredSocketsAndTimersAreServedAndThreadsStop(String strategy)
            throws Exception {
        // given
        Set<Thread> before = threads();
        LiveServer server =
                LiveServer.with(
                        "ring.wait-strategy=" + strategy,
                        "endpoint.io-threads=1",
                        "session.heartbeat-ms=100");
        try (StreamClient client = StreamClient.connect(server, StreamClient.SBE);
                RawClient other = RawClient.connect(server)) {
            other.nextText();
            client.send("{\"op\":\"subscribe\",\"ch\":\"trade\",\"sym\":\"S0\"}");
            client.answer(1);

            // when: one by one, each after the loop may have fallen asleep, then many at once.
            for (int seq = 1; seq <= 200; seq++) {
                server.feed.trade(0, seq, 100, 1);
                client.awaitSeq(Stream.trade(0), seq);
            }
            for (int seq = 201; seq <= 20_000; seq++) {
                server.feed.trade(0, seq, 100, 1);
            }
            other.text("{\"op\":\"ping\",\"id\":1}");

            // then
            assertThat(other.nextText()).contains("\"op\":\"pong\"");
            client.awaitSeq(Stream.trade(0), 20_000);
            int heartbeats = client.heartbeats();
            Awaitility.await().until(() -> client.heartbeats() > heartbeats + 2);
            assertThat(client.violations()).isEmpty();
        } finally {
            server.close();
        }
        Awaitility.await().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(one -> one.getName().equals("feed") || one.getName().startsWith("io "))
                .collect(Collectors.toSet());
    }
}
