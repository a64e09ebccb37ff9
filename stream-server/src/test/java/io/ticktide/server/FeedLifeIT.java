package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.config.ConfigLoader;
import io.ticktide.feed.FeedException;
import io.ticktide.harness.HandFeed;
import io.ticktide.harness.Stream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class FeedLifeIT {
    private static final Stream STATUS = new Stream(0, Stream.STATUS, 0);

    @Test
    void stallIsSeenByOperatorsAndToldToEveryClientAndSoIsItsEnd() throws Exception {
        // given
        try (LiveServer server = LiveServer.with("feed.stall-ms=200");
                StreamClient bystander = StreamClient.connect(server, StreamClient.SBE);
                StreamClient watcher = StreamClient.connect(server, StreamClient.JSON)) {
            watcher.askById(1, "{\"op\":\"subscribe\",\"id\":1,\"ch\":\"status\",\"sym\":\"S0\"}");

            // when
            JsonNode told = bystander.await(it -> state(it).equals("stalled"));
            watcher.awaitSeq(STATUS, 1);
            JsonNode ready = json(server.http("/ready"));
            server.feed.quote(0, 1, 100);
            bystander.await(it -> state(it).equals("running"));
            watcher.awaitSeq(STATUS, 2);

            // then
            assertThat(Long.parseLong(told.get("since").stringValue())).isPositive();
            assertThat(ready.get("ready").booleanValue()).isFalse();
            assertThat(ready.at("/checks/feed/reason").stringValue()).startsWith("no event for ");
            assertThat(ready.at("/checks/ring/ok").booleanValue()).isTrue();
            assertThat(watcher.received(STATUS)).hasSizeGreaterThanOrEqualTo(2);
            assertThat(watcher.violations()).isEmpty();
            assertThat(json(server.http("/stats")).at("/feed/stalls").intValue()).isPositive();
        }
    }

    @Test
    void feedThatBreaksIsOpenedAgainAndTheStreamsGoOnBehindAHole() throws Exception {
        // given
        HandFeed first = new HandFeed(2);
        HandFeed second = new HandFeed(2);
        Stream quotes = Stream.quote(0);
        try (StreamServer server = start(first, second, "feed.on-failure=restart");
                StreamClient client = StreamClient.connect(stream(server), StreamClient.SBE)) {
            client.askById(1, "{\"op\":\"subscribe\",\"id\":1,\"ch\":\"quote\",\"sym\":\"S0\"}");
            first.quote(0, 1, 100);
            client.awaitSeq(quotes, 1);

            // when
            first.fail(new FeedException("the line is cut"));
            client.await(it -> state(it).equals("restarting"));
            second.quote(0, 2, 100);
            client.await(it -> state(it).equals("running"));
            client.awaitSeq(quotes, 3);

            // then
            assertThat(client.violations()).isEmpty();
            assertThat(client.received(quotes).get(1).conflated()).isEqualTo(1);
            assertThat(first.isClosed()).isTrue();
        }
    }

    @Test
    void serverWhoseFeedFailsOrEndsSaysSoWhenItIsToStop() throws Exception {
        // given
        HandFeed failing = new HandFeed(1);
        HandFeed ending = new HandFeed(1);
        try (StreamServer one = start(failing, null, "feed.on-failure=stop");
                StreamServer other = start(ending, null, "feed.on-end=stop")) {
            // when
            failing.fail(new FeedException("the line is cut"));
            ending.end();

            // then
            assertThat(one.awaitEnd())
                    .isEqualTo(new ServerEnd("the feed failed: the line is cut", true));
            assertThat(other.awaitEnd()).isEqualTo(new ServerEnd("the feed ended: by hand", false));
        }
    }

    @Test
    void recordingThatFailsInItsMiddleStaysUnlessAskedOtherwise() throws Exception {
        // given
        HandFeed feed = new HandFeed(1);
        try (StreamServer server = start(feed, null)) {
            // when
            feed.fail(new FeedException("row 7"));
            URI ready = URI.create("http://127.0.0.1:" + server.address().getPort() + "/ready");
            Awaitility.await().until(() -> json(ready).get("feed").stringValue().equals("failed"));

            // then
            assertThat(json(ready).get("reason").stringValue()).isEqualTo("row 7");
        }
    }

    private static StreamServer start(HandFeed feed, HandFeed next, String... settings)
            throws Exception {
        ConfigLoader loader = new ConfigLoader(Map.of()).set("endpoint.port=0");
        for (String setting : settings) {
            loader.set(setting);
        }
        return StreamServer.start(loader.load().config(), feed, () -> next);
    }

    private static URI stream(StreamServer server) {
        return URI.create("ws://127.0.0.1:" + server.address().getPort() + "/v1/stream");
    }

    private static String state(JsonNode answer) {
        boolean isFeed = answer.path("op").asString("").equals("feed");
        return isFeed ? answer.get("state").stringValue() : "";
    }

    private static JsonNode json(URI uri) throws Exception {
        HttpResponse<String> response =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(uri).build(),
                                HttpResponse.BodyHandlers.ofString());
        return new JsonMapper().readTree(response.body());
    }
}
