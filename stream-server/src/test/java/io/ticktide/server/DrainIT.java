package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.harness.Stream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class DrainIT {
    private static final String SUBSCRIBE =
            "{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S0\",\"maxRate\":1}";

    @Test
    void everyClientHasAllThatWaitedAccountedAndItsOwnTimeToComeBack() throws Exception {
        // given
        int clients = 60;
        LiveServer server = LiveServer.with("endpoint.io-threads=2");
        List<StreamClient> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            StreamClient client = StreamClient.connect(server, protocol(i));
            client.askById(1, SUBSCRIBE.replace("\"op\"", "\"id\":1,\"op\""));
            all.add(client);
        }
        for (int seq = 1; seq <= 500; seq++) {
            server.feed.quote(0, seq, 100 + seq);
        }
        Awaitility.await().until(() -> server.feed.waiting() == 0);

        // when
        server.close();

        // then
        List<Integer> waits = new ArrayList<>();
        for (StreamClient client : all) {
            assertThat(client.awaitClose()).isEqualTo(1001);
            assertThat(client.lastSeq(Stream.quote(0))).isEqualTo(500);
            assertThat(client.violations()).isEmpty();
            JsonNode goodbye = client.answers().get(client.answers().size() - 1);
            assertThat(goodbye.path("op").asString()).isEqualTo("goodbye");
            waits.add(goodbye.path("retryAfterMs").intValue());
        }
        assertThat(waits).allMatch(ms -> ms >= 1_000 && ms < 1_000 + clients);
        assertThat(waits.stream().distinct().count()).isGreaterThan(10);
    }

    @Test
    void whileItDrainsTheServerIsNotReadyAndTakesNobodyIn() throws Exception {
        // given
        LiveServer server = LiveServer.with("endpoint.drain-ms=20000");
        try (RawClient stubborn = RawClient.connect(server)) {
            stubborn.nextText();
            CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);

            // when
            Awaitility.await().until(() -> get(server, "/ready").statusCode() == 503);
            HttpResponse<String> ready = get(server, "/ready");
            HttpResponse<String> health = get(server, "/health");
            String refused = refusal(server);

            // then
            assertThat(ready.body())
                    .contains("\"ready\":false")
                    .contains("\"reason\":\"draining\"");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(refused).startsWith("HTTP/1.1 503").containsIgnoringCase("Retry-After: ");
            closing.join();
        }
    }

    private static String refusal(LiveServer server) throws IOException {
        try (RawClient late = new RawClient(server.port())) {
            late.request(
                    "GET", "/v1/stream", RawClient.UPGRADE + RawClient.VERSION + RawClient.KEY);
            return late.head();
        }
    }

    private static String protocol(int client) {
        return client % 2 == 0 ? StreamClient.SBE : StreamClient.JSON;
    }

    private static HttpResponse<String> get(LiveServer server, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.http(path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
