package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
final class MetricsIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private LiveServer server;

    @BeforeEach
    void start() throws StartException {
        server = new LiveServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void metricsAndStatsTellTheSameOfAKnownWorkload() {
        // given
        try (StreamClient client = StreamClient.connect(server, StreamClient.SBE)) {
            client.ask("{\"op\":\"subscribe\",\"id\":1,\"sym\":[\"S0\"],\"ch\":\"trade\"}");
            client.ask("{\"op\":\"nonsense\"}");
            client.ask("{\"op\":\"subscribe\",\"sym\":7}");

            // when
            for (int i = 0; i < 50; i++) {
                server.feed.trade(0, i, 10_000 + i, 1);
                server.feed.quote(1, i, 10_000);
            }
            Awaitility.await().until(() -> scrape().get("ticktide_session_messages_total") >= 50);
            Map<String, Double> metrics = scrape();
            JsonNode stats = stats();
            Map<String, Double> after = scrape();

            // then
            assertThat(metrics)
                    .containsEntry("ticktide_feed_events_total{kind=\"trade\"}", 50.0)
                    .containsEntry("ticktide_feed_events_total{kind=\"quote\"}", 50.0)
                    .containsEntry("ticktide_feed_state{state=\"running\"}", 1.0)
                    .containsEntry("ticktide_session_open", 1.0)
                    .containsEntry("ticktide_session_rejected_commands_total{code=\"106\"}", 1.0);
            assertThat(sum(metrics, "ticktide_session_rejected_commands_total"))
                    .isEqualTo(stats.at("/sessions/badCommands").doubleValue())
                    .isEqualTo(2);
            assertBetween(
                    metrics,
                    after,
                    "ticktide_session_messages_total",
                    stats,
                    "/delivered/messages");
            assertBetween(
                    metrics, after, "ticktide_session_frames_total", stats, "/delivered/frames");
            assertBetween(
                    metrics, after, "ticktide_session_opened_total", stats, "/sessions/opened");
            assertBetween(metrics, after, "ticktide_ring_slots", stats, "/ring/slots");
            assertBetween(metrics, after, "ticktide_replay_limit", stats, "/replays/most");
            assertThat(metrics.get("ticktide_session_queue_seconds_count"))
                    .isBetween(1.0, stats.at("/delivered/frames").doubleValue());
            assertThat(metrics.get("ticktide_session_queue_seconds_sum")).isPositive();
        }
    }

    static Map<String, Double> parse(String text) {
        Map<String, Double> values = new TreeMap<>();
        text.lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(
                        line -> {
                            int space = line.lastIndexOf(' ');
                            values.put(
                                    line.substring(0, space),
                                    Double.valueOf(line.substring(space + 1)));
                        });
        return values;
    }

    private static double sum(Map<String, Double> metrics, String name) {
        return metrics.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(name + '{'))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Heartbeats go on between the requests. */
    private static void assertBetween(
            Map<String, Double> before,
            Map<String, Double> after,
            String name,
            JsonNode stats,
            String pointer) {
        assertThat(stats.at(pointer).doubleValue())
                .as(name)
                .isBetween(before.get(name), after.get(name));
        assertThat(after.get(name) - before.get(name)).as(name).isLessThan(50);
    }

    private Map<String, Double> scrape() {
        return parse(get("/metrics").body());
    }

    private JsonNode stats() {
        return new JsonMapper().readTree(get("/stats").body());
    }

    private HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.http(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(path, e);
        }
    }
}
