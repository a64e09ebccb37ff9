package io.ticktide.server;

import static io.ticktide.server.ReplayedDay.S2;
import static io.ticktide.server.ReplayedDay.TICKS;
import static io.ticktide.server.ReplayedDay.action;
import static io.ticktide.server.ReplayedDay.assertUnmerged;
import static io.ticktide.server.ReplayedDay.open;
import static io.ticktide.server.ReplayedDay.seek;
import static io.ticktide.server.ReplayedDay.subscribe;
import static io.ticktide.server.ReplayedDay.tickOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import io.ticktide.harness.Received;
import io.ticktide.harness.RecordedDay;
import io.ticktide.harness.Stream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final int S0 = 1;

    @TempDir static Path directory;

    private LiveServer server;

    @BeforeAll
    static void record() throws IOException {
        ReplayedDay.write(directory);
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

    @Test
    void shutdownSendsAwayWhoIsInAReplayToo() {
        try (StreamClient client = StreamClient.connect(server, StreamClient.SBE)) {
            // given
            client.answer(0);
            client.ask(subscribe("trade", "\"S2\""));
            client.askById(1, open(1, 100, ",\"speed\":20"));
            client.awaitSeq(Stream.trade(S2), 120);

            // when
            server.close();

            // then
            assertThat(client.awaitClose()).isEqualTo(1001);
            JsonNode goodbye = client.await(it -> it.path("op").asString().equals("goodbye"));
            assertThat(goodbye.get("retryAfterMs").intValue()).isEqualTo(1_000);
            assertThat(client.violations()).isEmpty();
        }
    }

    @Test
    void aReplayIsPausedSteppedAndSpedUp() {
        try (StreamClient client = StreamClient.connect(server, StreamClient.SBE)) {
            // given
            client.answer(0);
            client.ask(subscribe("trade", "\"S2\""));
            client.askById(1, open(1, 100, ",\"speed\":20"));
            client.awaitSeq(Stream.trade(S2), 120);

            // when
            JsonNode paused = client.askById(2, action(2, "pause"));
            long pausedSeq = client.lastSeq(Stream.trade(S2));
            JsonNode stepped = client.askById(3, action(3, "step"));
            long steppedSeq = client.lastSeq(Stream.trade(S2));
            JsonNode sped =
                    client.askById(
                            4, "{\"op\":\"replay\",\"id\":4,\"action\":\"speed\",\"speed\":1000}");
            client.askById(5, action(5, "play"));
            client.awaitSeq(Stream.trade(S2), 2_000);

            // then
            assertThat(paused.get("state").stringValue()).isEqualTo("paused");
            assertThat(tickOf(paused)).isEqualTo(pausedSeq - 1);
            assertThat(steppedSeq).isEqualTo(pausedSeq + 1);
            assertThat(tickOf(stepped)).isEqualTo(steppedSeq - 1);
            assertThat(sped.get("state").stringValue()).isEqualTo("paused");
            assertThat(sped.get("speed").intValue()).isEqualTo(1_000);
            assertUnmerged(client);
        }
    }

    @Test
    void stateAfterASeekIsTheStateThatPlayingLeadsTo() {
        try (StreamClient playing = StreamClient.connect(server, StreamClient.SBE);
                StreamClient seeking = StreamClient.connect(server, StreamClient.SBE);
                StreamClient ended = StreamClient.connect(server, StreamClient.SBE)) {
            // given: S0 is S2's id live, so that streams of either client have to be found anew
            subscribeAll(seeking);

            // when
            playing.askById(1, open(1, 30_000, ",\"paused\":true"));
            for (int step = 2; step <= 38; step++) {
                playing.askById(step, action(step, "step"));
            }
            subscribeAll(playing);
            ended.askById(1, open(1, 0, ",\"speed\":\"max\""));
            ended.await(answer -> answer.path("state").asString().equals("ended"));
            subscribeAll(ended);

            // then
            seeking.askById(1, open(1, 10, ",\"paused\":true"));
            seeking.askById(2, seek(2, 30_037));
            assertThat(states(seeking)).isEqualTo(states(playing));
            seeking.askById(3, seek(3, TICKS - 1));
            assertThat(states(seeking)).isEqualTo(states(ended));
            for (StreamClient client : List.of(playing, seeking, ended)) {
                assertThat(client.violations()).isEmpty();
            }
        }
    }

    @Test
    void manySeeksWhilePlayingKeepTheAccount() {
        try (StreamClient client = StreamClient.connect(server, StreamClient.SBE)) {
            // given
            subscribeAll(client);
            client.askById(1, open(1, 0, ",\"speed\":500"));

            // when
            for (int id = 2; id < 12; id++) {
                client.send(seek(id, id * 3_001L % TICKS));
            }
            JsonNode last = client.await(answer -> answer.path("id").asInt(0) == 11);
            client.awaitSeq(Stream.trade(S2), tickOf(last) + 200);

            // then
            assertThat(last.get("state").stringValue()).isEqualTo("playing");
            assertThat(tickOf(last)).isEqualTo(11 * 3_001);
            assertThat(client.violations()).isEmpty();
        }
    }

    @Test
    void replaysDisturbNeitherEachOtherNorTheLiveMarket() {
        try (StreamClient fast = StreamClient.connect(server, StreamClient.JSON);
                StreamClient paused = StreamClient.connect(server, StreamClient.SBE);
                StreamClient live = StreamClient.connect(server, StreamClient.SBE)) {
            // given
            for (StreamClient client : List.of(fast, paused, live)) {
                client.answer(0);
                client.ask(subscribe("trade", "\"S2\""));
            }

            // when
            paused.askById(1, open(1, 20_000, ",\"paused\":true"));
            fast.askById(1, open(1, 0, ",\"speed\":\"max\""));
            for (int i = 1; i <= 500; i++) {
                server.feed.trade(2, i, 700 + i, 1);
            }
            live.awaitSeq(Stream.trade(2), 500);
            fast.awaitSeq(Stream.trade(S2), TICKS);
            paused.awaitSeq(Stream.trade(S2), 20_001);

            // then
            assertThat(live.received(Stream.trade(2))).hasSize(500);
            assertThat(paused.received(Stream.trade(S2))).hasSize(1);
            JsonNode first = (JsonNode) fast.received(Stream.trade(S2)).get(0).body();
            assertThat(first.get("sym").stringValue()).isEqualTo("S2");
            for (StreamClient client : List.of(fast, paused, live)) {
                assertUnmerged(client);
            }
        }
    }

    @Test
    void commandsDuringAReplayAreAboutIt() {
        try (StreamClient client = StreamClient.connect(server, StreamClient.SBE)) {
            // given
            client.answer(0);
            client.askById(1, open(1, 500, ",\"paused\":true"));

            // when
            JsonNode subscribed = client.ask(subscribe("trade", "\"S2\",\"S3\""));
            client.awaitSeq(Stream.trade(S2), 501);
            JsonNode listed = client.ask("{\"op\":\"list\"}");
            server.feed.trade(2, 1, 700, 1);
            client.askById(2, action(2, "step"));

            // then
            assertThat(subscribed.get("streams").get(0).get("instrumentId").intValue())
                    .isEqualTo(S2);
            assertThat(subscribed.get("streams").get(1).get("error").get("code").intValue())
                    .isEqualTo(200);
            assertThat(listed.get("streams").toString()).contains("S2").doesNotContain("S3");
            assertThat(client.received(Stream.trade(2))).isEmpty();
            assertUnmerged(client);
        }
    }

    private static void subscribeAll(StreamClient client) {
        client.answer(0);
        for (String channel : List.of("trade", "quote", "status", "book")) {
            client.ask(subscribe(channel, "\"S2\""));
        }
        for (String interval : List.of("1s", "1m", "1h")) {
            client.ask(
                    "{\"op\":\"subscribe\",\"ch\":\"candle\",\"sym\":[\"S2\"],\"interval\":\""
                            + interval
                            + "\"}");
        }
    }

    /** The newest message of each stream, once all that are due have come. */
    private static List<Received> states(StreamClient client) {
        List<Stream> streams =
                List.of(
                        Stream.trade(S2),
                        Stream.quote(S2),
                        Stream.status(S2),
                        Stream.book(S2, 20),
                        Stream.candle(S2, 1),
                        Stream.candle(S2, 60),
                        Stream.candle(S2, 3_600));
        client.ask("{\"op\":\"ping\"}"); // What was sent before is here then.
        List<Received> states = new ArrayList<>();
        for (Stream stream : streams) {
            List<Received> all = client.received(stream);
            Received one = all.get(all.size() - 1);
            assertThat(one.hasFlag(Bits.FLAG_SNAPSHOT)).as("%s", one).isTrue();
            states.add(
                    new Received(
                            stream, one.seq(), 0, 0, one.flags(), one.tsEvent(), 0, one.body()));
        }
        return states;
    }

    /** What a client was answered after something. */
    private static List<JsonNode> after(StreamClient client, JsonNode answer) {
        List<JsonNode> all = client.answers();
        return all.subList(all.indexOf(answer) + 1, all.size());
    }
}
