package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import io.ticktide.harness.Received;
import io.ticktide.harness.RecordedDay;
import io.ticktide.harness.Stream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A client's own replay over the socket: its commands, its answers, and every message counted. */
@Timeout(60)
final class ReplaySessionIT {
    private static final int TICKS = 40_000;

    /** In a replay; live they are 2 and 0. */
    private static final int S2 = 0;

    private static final int S0 = 1;

    @TempDir static Path directory;

    private LiveServer server;

    @BeforeAll
    static void record() {
        RecordedDay.write(directory.resolve("day"), RecordedDay.instruments(), TICKS);
    }

    @BeforeEach
    void start() throws Exception {
        server = LiveServer.with("replay.dir=" + directory, "endpoint.io-threads=2");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void streamsAreMovedToTheReplayAndBackAndCountedAnew() {
        try (StreamClient client = StreamClient.connect(server, StreamClient.SBE)) {
            // given
            client.answer(0);
            client.ask(subscribe("trade", "\"S2\",\"S1\""));
            server.feed.trade(2, 1, 700, 1);
            client.awaitSeq(Stream.trade(2), 1);

            // when
            JsonNode opened = client.askById(1, open(1, 5_000, ",\"paused\":true"));
            client.awaitSeq(Stream.trade(S2), 5_001);
            JsonNode live = client.askById(2, action(2, "live"));
            server.feed.trade(2, 2, 701, 1);
            client.awaitSeq(Stream.trade(2), 2);

            // then
            assertThat(opened.toString())
                    .isEqualTo(
                            "{\"op\":\"replay\",\"id\":1,\"state\":\"paused\",\"recording\":\"day\","
                                    + "\"epoch\":\"77\",\"position\":\""
                                    + RecordedDay.timeNs(5_000)
                                    + "\",\"speed\":1,\"first\":\""
                                    + RecordedDay.START_NS
                                    + "\",\"last\":\""
                                    + RecordedDay.timeNs(TICKS - 1)
                                    + "\"}");
            assertThat(live.toString())
                    .isEqualTo("{\"op\":\"replay\",\"id\":2,\"state\":\"live\"}");
            assertThat(after(client, opened).get(0).toString())
                    .isEqualTo(
                            "{\"op\":\"unsubscribed\",\"ch\":\"trade\",\"streams\":[{\"sym\":\"S1\","
                                    + "\"error\":{\"code\":310,\"field\":\"sym\",\"text\":\"\\\"S1\\\" is"
                                    + " not an instrument of the market moved to\"}}]}");
            assertThat(after(client, opened).get(1).toString())
                    .isEqualTo(
                            "{\"op\":\"subscribed\",\"ch\":\"trade\",\"effective\":{\"maxRate\":null,"
                                    + "\"maxAgeMs\":null,\"onSlow\":\"conflate\",\"snapshot\":true},"
                                    + "\"streams\":[{\"sym\":\"S2\",\"instrumentId\":0,"
                                    + "\"lastSeq\":\"5000\"}]}");
            Received replayed = client.received(Stream.trade(S2)).get(0);
            assertThat(replayed.trades().lastPx()).isEqualTo(RecordedDay.price(5_000));
            assertThat(replayed.hasFlag(Bits.FLAG_SNAPSHOT)).isTrue();
            assertThat(replayed.hasFlag(Bits.FLAG_REPLAY)).isTrue();
            assertThat(client.violations()).isEmpty();
        }
    }

    @Test
    void allOfARecordingArrivesUnmergedHoweverFastItPlays() {
        try (StreamClient client = StreamClient.connect(server, StreamClient.SBE)) {
            // given
            client.answer(0);
            client.ask(subscribe("trade", "\"S2\",\"S0\""));

            // when
            client.askById(1, open(1, 0, ",\"speed\":\"max\""));

            JsonNode ended =
                    client.await(answer -> answer.path("state").asString().equals("ended"));

            // then
            assertThat(ended.get("position").stringValue())
                    .isEqualTo("" + RecordedDay.timeNs(TICKS - 1));
            assertThat(client.received(Stream.trade(S2)).stream().map(Received::seq))
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, TICKS).boxed().toList());
            assertThat(client.lastSeq(Stream.trade(S0))).isEqualTo(TICKS / 10);
            assertThat(client.violations()).isEmpty();
        }
    }

    private static String subscribe(String channel, String symbols) {
        return "{\"op\":\"subscribe\",\"ch\":\"" + channel + "\",\"sym\":[" + symbols + "]}";
    }

    private static String open(int id, long tick, String more) {
        return "{\"op\":\"replay\",\"id\":"
                + id
                + ",\"action\":\"open\",\"recording\":\"day\",\"from\":\""
                + RecordedDay.timeNs(tick)
                + '"'
                + more
                + "}";
    }

    private static String action(int id, String action) {
        return "{\"op\":\"replay\",\"id\":" + id + ",\"action\":\"" + action + "\"}";
    }

    /** What a client was answered after something. */
    private static List<JsonNode> after(StreamClient client, JsonNode answer) {
        List<JsonNode> all = client.answers();
        return all.subList(all.indexOf(answer) + 1, all.size());
    }
}
