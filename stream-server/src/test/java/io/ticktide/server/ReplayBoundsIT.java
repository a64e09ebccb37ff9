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
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ticktide.harness.RecordedDay;
import io.ticktide.harness.Stream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client's own replay refuses, and what it costs others and the server. */
@Timeout(60)
final class ReplayBoundsIT {
    @TempDir static Path directory;

    private LiveServer server;

    @BeforeAll
    static void record() throws IOException {
        ReplayedDay.write(directory);
        Files.createDirectories(directory.resolve("broken"));
        Files.write(directory.resolve("broken/00000001.tts"), new byte[200]);
    }

    @BeforeEach
    void start() throws Exception {
        server = LiveServer.with("replay.dir=" + directory, "endpoint.io-threads=2");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'action':'fly'|104|action|unknown action fly; known: list, open, play, pause, seek",
                "'action':'play'|308|action|no replay is open",
                "'action':'live'|308|action|no replay is open",
                "'action':'seek','time':'5'|308|action|no replay is open",
                "'action':'open'|102|recording|field recording is missing",
                "'action':'open','recording':'no'|306|recording|unknown recording no",
                "'action':'open','recording':'../day'|306|recording|unknown recording ../day",
                "'action':'open','recording':'/etc'|306|recording|unknown recording /etc",
                "'action':'open','recording':''|306|recording|unknown recording",
                "'action':'open','recording':'broken'|307|recording|the server's log says why",
                "'action':'open','recording':'day','from':'5'|104|from|time 5 is not within",
                "'action':'open','recording':'day','speed':0|104|speed|is neither max nor a multiple",
                "'action':'open','recording':'day','speed':1e99|104|speed|is neither max nor",
                "'action':'open','recording':'day','speed':true|103|speed|a number or a string",
                "'action':'open','recording':'day','paused':1|103|paused|must be true or false",
                "'action':'open','recording':'day','time':'5'|105|time|unknown field time",
                "'action':'play','speed':2|105|speed|unknown field speed",
                "'action':7|103|action|action must be a string",
                "'x':7|102|action|field action is missing"
            })
    void badRequestsAreRefusedAndChangeNothing(String fields, int code, String field, String text) {
        try (StreamClient client = StreamClient.connect(server, StreamClient.SBE)) {
            client.answer(0);

            JsonNode error =
                    client.askById(
                            9, "{\"op\":\"replay\",\"id\":9," + fields.replace('\'', '"') + "}");

            assertThat(error.get("op").stringValue()).isEqualTo("error");
            assertThat(error.get("code").intValue()).isEqualTo(code);
            assertThat(error.get("field").stringValue()).isEqualTo(field);
            assertThat(error.get("text").stringValue().replace("\"", "")).contains(text);
            assertThat(error.toString()).doesNotContain(directory.toString());
            awaitFree();
        }
    }

    @Test
    void seekOutOfTheRecordingLeavesTheReplayAsItWas() {
        try (StreamClient client = StreamClient.connect(server, StreamClient.SBE)) {
            client.answer(0);
            client.askById(1, open(1, 500, ",\"paused\":true"));

            JsonNode refused = client.askById(2, seek(2, TICKS + 1));
            JsonNode stepped = client.askById(3, action(3, "step"));

            assertThat(refused.get("code").intValue()).isEqualTo(104);
            assertThat(refused.get("field").stringValue()).isEqualTo("time");
            assertThat(tickOf(stepped)).isEqualTo(501);
        }
    }

    @Test
    void recordingsAreListed() {
        try (StreamClient client = StreamClient.connect(server, StreamClient.SBE)) {
            client.answer(0);

            JsonNode list = client.askById(1, action(1, "list"));

            assertThat(list.get("recordings").get(0).toString())
                    .startsWith("{\"name\":\"day\",\"first\":\"" + RecordedDay.START_NS + "\"")
                    .endsWith(",\"complete\":true,\"symbols\":[\"S2\",\"S0\"]}");
        }
    }

    @Test
    void aClientThatIsGoneLeavesNothingOpen() {
        // given
        StreamClient client = StreamClient.connect(server, StreamClient.SBE);
        client.answer(0);
        client.ask(subscribe("trade", "\"S2\""));
        client.askById(1, open(1, 0, ",\"speed\":1"));
        client.askById(2, seek(2, 9_000));
        assertThat(openSegments()).isEqualTo(1);

        // when
        client.close();

        // then
        awaitFree();
        Awaitility.await().until(() -> openSegments() == 0);
    }

    @Test
    void replaysAreBounded() throws Exception {
        try (LiveServer small = LiveServer.with("replay.dir=" + directory, "replay.sessions=1");
                StreamClient first = StreamClient.connect(small, StreamClient.SBE);
                StreamClient second = StreamClient.connect(small, StreamClient.SBE)) {
            // given
            first.answer(0);
            second.answer(0);
            first.askById(1, open(1, 0, ""));

            // when
            JsonNode refused = second.askById(1, open(1, 0, ""));
            first.askById(2, action(2, "live"));
            Awaitility.await().until(() -> replays(small).get("open").intValue() == 0);
            JsonNode opened = second.askById(2, open(2, 0, ""));

            // then
            assertThat(refused.get("code").intValue()).isEqualTo(309);
            assertThat(opened.get("state").stringValue()).isEqualTo("playing");
            assertThat(replays(small).get("refused").intValue()).isEqualTo(1);
        }
    }

    @Test
    void aClientThatNeverReadsHoldsUpNobody() throws Exception {
        try (RawClient deaf = RawClient.connect(server);
                StreamClient other = StreamClient.connect(server, StreamClient.SBE)) {
            // given
            deaf.text(subscribe("trade", "\"S2\""));
            deaf.text(open(1, 0, ",\"speed\":\"max\""));
            Awaitility.await().until(() -> replays(server).get("opened").intValue() == 1);

            // when
            other.answer(0);
            other.ask(subscribe("trade", "\"S2\""));
            other.askById(1, open(1, 0, ",\"speed\":\"max\""));
            other.awaitSeq(Stream.trade(S2), TICKS);

            // then
            assertUnmerged(other);
            assertThat(replays(server).get("open").intValue()).isEqualTo(2);
        }
        awaitFree();
    }

    private void awaitFree() {
        Awaitility.await().until(() -> replays(server).get("open").intValue() == 0);
    }

    private static JsonNode replays(LiveServer of) {
        return new JsonMapper().readTree(HttpApiIT.get(of, "/stats").body()).get("replays");
    }

    /** Segments of recordings that this process holds open; 0 where that cannot be told. */
    private static long openSegments() {
        Path files = Path.of("/proc/self/fd");
        assumeThat(files).isDirectory();
        try (java.util.stream.Stream<Path> open = Files.list(files)) {
            return open.filter(file -> target(file).contains(directory + "/day/")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // Closed meanwhile.
        }
    }
}
