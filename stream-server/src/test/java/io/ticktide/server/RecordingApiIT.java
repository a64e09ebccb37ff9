package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.feed.Instrument;
import io.ticktide.harness.RecordingMaker;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
final class RecordingApiIT {
    private static final long S = TimeUnit.SECONDS.toNanos(1);
    private static final Instrument PERP =
            new Instrument(
                    0, "BTC", "Bitcoin", "X", "USD", Instrument.Kind.CRYPTO_PERPETUAL, 1, 3, 1, 1);

    @TempDir static Path directory;

    private LiveServer server;

    @BeforeEach
    void start() throws Exception {
        if (!Files.exists(directory.resolve("monday"))) {
            record(directory.resolve("monday"));
            Files.createDirectories(directory.resolve("broken"));
            Files.write(directory.resolve("broken/00000001.tts"), new byte[200]);
        }
        server = LiveServer.with("replay.dir=" + directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void recordingsAreListedWithSpanAndDensity() {
        JsonNode recordings = json("/api/recordings").get("recordings");

        JsonNode broken = recordings.get(0);
        assertThat(broken.get("name").stringValue()).isEqualTo("broken");
        assertThat(broken.get("isComplete").booleanValue()).isFalse();
        assertThat(broken.toString()).doesNotContain(directory.toString());
        JsonNode monday = recordings.get(1);
        assertThat(monday.get("density")).hasSize(200);
        assertThat(monday.get("symbols").toString()).isEqualTo("[\"BTC\"]");
        assertThat(monday.get("first").stringValue()).isEqualTo("0");
        assertThat(monday.get("last").stringValue()).isEqualTo("" + 299 * S);
        assertThat(monday.get("events").intValue()).isEqualTo(300);
        assertThat(monday.get("isComplete").booleanValue()).isTrue();
        assertThat(monday.get("isBeingWritten").booleanValue()).isFalse();
        assertThat(monday.get("problems")).isEmpty();
    }

    @Test
    void instrumentsOfARecordingAreItsOwn() {
        JsonNode symbols = json("/api/symbols?recording=monday").get("symbols");

        assertThat(symbols).hasSize(1);
        assertThat(symbols.get(0).get("sym").stringValue()).isEqualTo("BTC");
        assertThat(symbols.get(0).get("priceScale").intValue()).isEqualTo(1);
    }

    @Test
    void candlesAreAsTheyStoodAtTheMoment() {
        // when
        JsonNode bars =
                json("/api/candles?symbol=BTC&interval=1m&recording=monday&to=" + 90 * S)
                        .get("bars");

        // then: 100.0, 100.1 … a second
        assertThat(bars.toString())
                .isEqualTo(
                        "[{\"time\":0,\"open\":\"100\",\"high\":\"105.9\",\"low\":\"100\","
                                + "\"close\":\"105.9\",\"volume\":\"0.06\",\"notional\":\"6.177\","
                                + "\"trades\":60,\"state\":\"CLOSED\",\"revision\":0,"
                                + "\"quality\":[\"PARTIAL_START\"]},"
                                + "{\"time\":60,\"open\":\"106\",\"high\":\"109\",\"low\":\"106\","
                                + "\"close\":\"109\",\"volume\":\"0.031\",\"notional\":\"3.3325\","
                                + "\"trades\":31,\"state\":\"OPEN\",\"revision\":0,"
                                + "\"quality\":[]}]");
    }

    @Test
    void tradesComeInPages() {
        // when
        String path = "/api/trades?symbol=BTC&recording=monday&from=" + 10 * S + "&to=" + 14 * S;
        JsonNode first = json(path + "&limit=3");
        JsonNode second = json(path + "&limit=3&after=" + first.get("next").stringValue());

        // then
        assertThat(first.get("trades")).hasSize(3);
        assertThat(first.get("trades").get(0).toString())
                .isEqualTo(
                        "{\"tsEvent\":\"10000000000\",\"seq\":\"11\",\"price\":\"101\","
                                + "\"qty\":\"0.001\",\"tradeId\":\"11\",\"aggressor\":\"BUY\"}");
        assertThat(second.get("trades")).hasSize(2);
        assertThat(second.has("next")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/candles?symbol=BTC&recording=no|404|306|unknown recording no; see",
                "/api/candles?symbol=BTC&recording=../monday|404|306|unknown recording",
                "/api/candles?symbol=BTC&recording=|404|306|unknown recording",
                "/api/candles?symbol=BTC&recording=broken|500|307|the server's log says why",
                "/api/candles?symbol=X&recording=monday|404|200|unknown symbol",
                "/api/candles?recording=monday|400|102|parameter symbol is missing",
                "/api/candles?symbol=BTC&recording=monday&to=x|400|104|to x is not a time in ns",
                "/api/trades?symbol=BTC|400|102|parameter recording is missing",
                "/api/trades?symbol=BTC&recording=monday&limit=10001|400|104|from 1 to 10000",
                "/api/trades?symbol=BTC&recording=monday&after=x|400|104|named as next",
            })
    void badQueriesAreAnsweredWithWhatIsWrong(String path, int status, int code, String text) {
        HttpResponse<String> response = HttpApiIT.get(server, path);

        JsonNode error = new JsonMapper().readTree(response.body()).get("error");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(error.get("code").intValue()).isEqualTo(code);
        assertThat(error.get("text").stringValue().replace("\"", "")).contains(text);
        assertThat(response.body()).doesNotContain(directory.toString());
    }

    @Test
    void barsThatMemoryHasNoMoreComeFromTheRecordingBeingWritten(@TempDir Path written)
            throws Exception {
        // given: memory keeps ten closed bars
        try (LiveServer recording =
                LiveServer.with("record.dir=" + written, "distribute.history-bars=10")) {
            for (int minute = 0; minute < 30; minute++) {
                recording.feed.trade(0, minute * 60L * S, 10_000 + minute, 1_000);
            }
            String all = "/api/candles?symbol=S0&interval=1m&limit=100";
            Awaitility.await().until(() -> times(recording, all).size() == 30);

            // when, then
            assertThat(times(recording, all))
                    .isEqualTo(IntStream.range(0, 30).mapToObj(i -> i * 60).toList());
            assertThat(times(recording, "/api/candles?symbol=S0&interval=1m&limit=25"))
                    .hasSize(25)
                    .startsWith(5 * 60)
                    .endsWith(29 * 60);
            assertThat(times(recording, all + "&from=" + 10 * 60 * S + "&to=" + 24 * 60 * S))
                    .isEqualTo(IntStream.rangeClosed(10, 24).mapToObj(i -> i * 60).toList());
            assertThat(times(recording, all + "&to=" + 3 * 60 * S))
                    .containsExactly(0, 60, 120, 180);
            assertThat(times(recording, "/api/candles?symbol=S1&interval=1m")).isEmpty();
            JsonNode trades =
                    new JsonMapper()
                            .readTree(
                                    HttpApiIT.get(
                                                    recording,
                                                    "/api/trades?symbol=S0&from=" + 28 * 60 * S)
                                            .body())
                            .get("trades");
            assertThat(trades).hasSize(2);
        }
    }

    private static List<Integer> times(LiveServer server, String path) {
        JsonNode bars = new JsonMapper().readTree(HttpApiIT.get(server, path).body()).get("bars");
        return bars.valueStream().map(bar -> bar.get("time").intValue()).toList();
    }

    @Test
    void manyRequestsAtOnceAreAllAnswered() {
        long answered =
                IntStream.range(0, 40)
                        .parallel()
                        .mapToObj(i -> HttpApiIT.get(server, "/api/symbols?recording=monday"))
                        .filter(response -> response.statusCode() == 200)
                        .count();

        assertThat(answered).isEqualTo(40);
    }

    private static void record(Path path) {
        try (RecordingMaker maker = new RecordingMaker(path, List.of(PERP), 1)) {
            for (int second = 0; second < 300; second++) {
                maker.trade(0, second * S, 1_000 + second, 1);
                if (second % 50 == 49) {
                    maker.snapshot();
                }
            }
        }
    }

    private JsonNode json(String path) {
        return new JsonMapper().readTree(HttpApiIT.get(server, path).body());
    }
}
