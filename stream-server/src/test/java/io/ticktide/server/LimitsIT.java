package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.config.AuthConfig;
import io.ticktide.config.SessionConfig;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client may not keep doing, or leave undone, over real sockets. */
@Timeout(60)
final class LimitsIT {
    private LiveServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void clientWithoutASignOfLifeIsClosedAndOneThatOnlyPongsIsNot() throws Exception {
        // given
        server = server(100, 300, 10_000);
        try (StreamClient ponging = StreamClient.connect(server, StreamClient.SBE);
                RawClient silent = RawClient.connect(server)) {
            assertThat(silent.nextText()).contains("\"heartbeatMs\":100,\"idleTimeoutMs\":300,");

            // when, then
            assertThat(silent.nextText())
                    .isEqualTo(
                            "{\"op\":\"goodbye\",\"code\":4009,\"reason\":\"no sign of life from the"
                                    + " client\",\"retryAfterMs\":1000}");
            assertThat(silent.closeCode()).isEqualTo(4009);
            silent.awaitEnd();
            int heartbeats = ponging.heartbeats();
            Awaitility.await().until(() -> ponging.heartbeats() > heartbeats + 5);
            assertThat(ponging.answers()).hasSize(1);
        }
    }

    @Test
    void tooManyCommandsAreRefusedAndGoingOnEndsTheConnection() throws Exception {
        // given
        server = server(500, 30_000, 1);
        try (RawClient client = RawClient.connect(server)) {
            client.nextText();

            // when
            for (int i = 0; i < 12; i++) {
                client.text("{\"op\":\"list\"}");
            }

            // then
            String text = client.nextText();
            while (text.startsWith("{\"op\":\"subscriptions\"")) {
                text = client.nextText();
            }
            assertThat(text)
                    .matches(
                            "\\{\"op\":\"error\",\"code\":404,\"text\":\"more than 1 commands per"
                                    + " second\",\"retryAfterMs\":[1-9][0-9]*,"
                                    + "\"closing\":false}");
            while (!text.endsWith("\"closing\":true}")) {
                assertThat(text).contains("\"code\":404,");
                text = client.nextText();
            }
            assertThat(client.nextText())
                    .isEqualTo(
                            "{\"op\":\"goodbye\",\"code\":4429,\"reason\":\"too many commands\","
                                    + "\"retryAfterMs\":0}");
            assertThat(client.closeCode()).isEqualTo(4429);
        }
    }

    @Test
    void serverThatShutsDownTakesNoNewConnections() throws Exception {
        // given: one that does not close its side, so that the server waits for it
        server = server(500, 30_000, 10_000);
        CompletableFuture<Void> closed;
        try (RawClient lingering = RawClient.connect(server)) {
            lingering.nextText();

            // when
            closed = CompletableFuture.runAsync(server::close);
            assertThat(lingering.nextText()).startsWith("{\"op\":\"goodbye\",\"code\":1001,");

            // then
            assertThat(refusal())
                    .startsWith("HTTP/1.1 503 ")
                    .containsPattern("Retry-After: [1-9]")
                    .endsWith("{\"error\":{\"code\":503,\"text\":\"the server shuts down\"}}");
        }
        closed.join();
    }

    private String refusal() throws IOException {
        try (RawClient late = new RawClient(server.port())) {
            late.request(
                    "GET", "/v1/stream", RawClient.UPGRADE + RawClient.VERSION + RawClient.KEY);
            String head = late.head();
            int at = head.indexOf("Content-Length: ") + "Content-Length: ".length();
            return head + late.body(Integer.parseInt(head.substring(at, head.indexOf('\r', at))));
        }
    }

    private static LiveServer server(int heartbeatMs, int idleTimeoutMs, int commandsPerSecond)
            throws StartException {
        SessionConfig session =
                new SessionConfig(
                        100,
                        65_536,
                        64,
                        1 << 20,
                        256,
                        32,
                        256,
                        heartbeatMs,
                        idleTimeoutMs,
                        commandsPerSecond,
                        LiveServer.MOST_ERRORS);
        return new LiveServer(
                LiveServer.endpoint(100, 100, List.of()), session, AuthConfig.defaults());
    }
}
