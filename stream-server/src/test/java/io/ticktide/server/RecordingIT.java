package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.Run;
import io.ticktide.config.ConfigLoader;
import io.ticktide.config.ServerConfig;
import io.ticktide.harness.HandFeed;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Servers and commands that record what they are told; what disks do is in .ci/recording.mjs. */
@Timeout(60)
final class RecordingIT {
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final int EVENTS = 1_000;

    @TempDir Path directory;

    @Test
    void serverRecordsWhatItServesAndSaysSo() throws Exception {
        // given
        JsonNode recorder;
        String epoch;
        try (LiveServer server = LiveServer.with("record.dir=" + directory)) {
            tell(server.feed);

            // when
            Awaitility.await().until(() -> stats(server).get("events").asLong() == EVENTS);
            recorder = stats(server);
            epoch = json(server, "/stats").get("epoch").asString();

            // then
            assertThat(json(server, "/ready").toString())
                    .startsWith(
                            "{\"ready\":true,\"feed\":\"running\","
                                    + "\"recorder\":\"recording\",\"checks\":{");
            assertThat(recorder.get("lost").asLong()).isZero();
            assertThat(recorder.get("lagEvents").asLong()).isZero();
            assertThat(recorder.get("segment").asInt()).isEqualTo(1);
        }
        Recording recording = Recording.open(directory);
        Run run = recording.runs().get(0);
        assertThat(run.isClosed()).isTrue();
        assertThat(run.epochNs()).isEqualTo(Long.parseLong(epoch));
        assertThat(String.format(Locale.ROOT, "%016x", run.digest()))
                .isEqualTo(recorder.get("digest").asString());
        assertThat(recording.meta(run)).contains("\"source\":\"by hand\"", "\"version\":");
    }

    @Test
    void feedIsRecordedWithoutAServer() throws Exception {
        // given
        HandFeed feed = new HandFeed(2);
        tell(feed);
        feed.end();

        // when
        FeedRecording recording = FeedRecording.start(config(directory), feed);
        Awaitility.await().until(recording::isEnded);
        recording.close();

        // then
        assertThat(recording.failure()).isNull();
        assertThat(recording.recorder().events()).isEqualTo(EVENTS);
        assertThat(feed.isClosed()).isTrue();
        Run run = Recording.open(directory).runs().get(0);
        assertThat(run.isClosed()).isTrue();
        assertThat(run.digest()).isEqualTo(recording.recorder().digest());
    }

    @Test
    void directoryThatSomebodyRecordsIntoIsRefused() throws Exception {
        // given
        try (LiveServer server = LiveServer.with("record.dir=" + directory)) {
            HandFeed second = new HandFeed(2);

            // then
            assertThatThrownBy(() -> FeedRecording.start(config(directory), second))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("another ticktide");
            assertThat(second.isClosed()).isTrue();
            assertThat(stats(server).get("state").asString()).isEqualTo("recording");
        }
    }

    private static void tell(HandFeed feed) {
        for (int i = 0; i < EVENTS; i++) {
            feed.trade(i % 2, START_NS + i, 100 + i % 7, 1);
        }
    }

    private static ServerConfig config(Path into) throws Exception {
        return new ConfigLoader(Map.of()).set("record.dir=" + into).load().config();
    }

    private static JsonNode stats(LiveServer server) throws Exception {
        return json(server, "/stats").get("recorder");
    }

    private static JsonNode json(LiveServer server, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.http(path)).build();
        String body = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
        return new JsonMapper().readTree(body);
    }
}
