package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.feed.FeedException;
import io.ticktide.feed.Side;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
final class HttpApiIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long S = TimeUnit.SECONDS.toNanos(1);

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
    void healthAndReadinessAreUp() {
        assertThat(get(server, "/health").body()).isEqualTo("{\"status\":\"up\"}");
        assertThat(get(server, "/ready").body())
                .startsWith("{\"ready\":true,\"feed\":\"running\",\"checks\":{");
    }

    @Test
    void brokenFeedIsNotReadyAndSaysWhy() {
        // when
        server.feed.fail(new FeedException("trades.csv:7: no \"price\""));
        Awaitility.await().until(() -> get(server, "/ready").statusCode() == 503);

        // then
        assertThat(get(server, "/ready").body())
                .startsWith(
                        "{\"ready\":false,\"feed\":\"failed\","
                                + "\"reason\":\"trades.csv:7: no \\\"price\\\"\",\"checks\":{")
                .contains("\"feed\":{\"ok\":false,\"reason\":\"trades.csv:7: no")
                .contains("\"ring\":{\"ok\":true}");
        assertThat(get(server, "/health").statusCode()).isEqualTo(200);
        assertThat(json("/stats").get("feed").get("state").stringValue()).isEqualTo("failed");
    }

    @Test
    void endedFeedIsStillReady() {
        // when
        server.feed.end();
        Awaitility.await().until(() -> get(server, "/ready").body().contains("ended"));

        // then
        assertThat(get(server, "/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void symbolsListTheInstruments() {
        JsonNode symbols = json("/api/symbols").get("symbols");

        assertThat(symbols).hasSize(LiveServer.INSTRUMENTS);
        assertThat(symbols.get(1).toString())
                .isEqualTo(
                        "{\"sym\":\"S1\",\"instrumentId\":1,\"description\":\"Stock number 1\","
                                + "\"venue\":\"SIM\",\"currency\":\"USD\",\"kind\":\"EQUITY\","
                                + "\"priceScale\":2,\"qtyScale\":3,\"tickSize\":\"0.01\","
                                + "\"lotSize\":\"0.001\"}");
    }

    @Test
    void candlesAreOldestFirstWithTheOpenBarLast() {
        // given
        server.feed.trade(0, 60 * S, 10_050, 1_000);
        server.feed.trade(0, 61 * S, 10_000, 500);
        server.feed.trade(0, 120 * S, 10_100, 250);
        server.feed.trade(0, 180 * S, 10_200, 1);
        awaitTrades(4);

        // when
        JsonNode all = json("/api/candles?symbol=S0&interval=1m");
        JsonNode newest = json("/api/candles?symbol=S0&interval=1m&limit=2");
        JsonNode empty = json("/api/candles?symbol=S1&interval=1d");

        // then
        assertThat(all.toString())
                .isEqualTo(
                        "{\"symbol\":\"S0\",\"interval\":\"1m\",\"bars\":["
                                + "{\"time\":60,\"open\":\"100.5\",\"high\":\"100.5\",\"low\":\"100\","
                                + "\"close\":\"100\",\"volume\":\"1.5\",\"notional\":\"150.5\","
                                + "\"trades\":2,\"state\":\"CLOSED\",\"revision\":0,"
                                + "\"quality\":[\"PARTIAL_START\"]},"
                                + "{\"time\":120,\"open\":\"101\",\"high\":\"101\",\"low\":\"101\","
                                + "\"close\":\"101\",\"volume\":\"0.25\",\"notional\":\"25.25\","
                                + "\"trades\":1,\"state\":\"CLOSED\",\"revision\":0,\"quality\":[]},"
                                + "{\"time\":180,\"open\":\"102\",\"high\":\"102\",\"low\":\"102\","
                                + "\"close\":\"102\",\"volume\":\"0.001\",\"notional\":\"0.102\","
                                + "\"trades\":1,\"state\":\"OPEN\",\"revision\":0,\"quality\":[]}]}");
        assertThat(newest.get("bars")).hasSize(2);
        assertThat(newest.get("bars").get(1).get("time").intValue()).isEqualTo(180);
        assertThat(empty.get("bars")).isEmpty();
    }

    @Test
    void bookShowsItsBestLevelsFirst() {
        // given
        server.feed.tell(
                to -> {
                    to.onBookStart(0, 42, true);
                    to.onBookLevel(Side.BUY, 9_999, 1_000);
                    to.onBookLevel(Side.BUY, 9_998, 2_000);
                    to.onBookLevel(Side.SELL, 10_001, 500);
                    to.onBookEnd();
                });
        Awaitility.await().until(() -> !json("/api/book?symbol=S0").get("bids").isEmpty());

        // when, then
        assertThat(json("/api/book?symbol=S0&depth=1").toString())
                .isEqualTo(
                        "{\"symbol\":\"S0\",\"seq\":\"1\",\"tsEvent\":\"42\",\"bidLevels\":2,"
                                + "\"askLevels\":1,\"bids\":[[\"99.99\",\"1\"]],"
                                + "\"asks\":[[\"100.01\",\"0.5\"]]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "/api/candles|400|102|symbol|parameter \"symbol\" is missing",
                "/api/candles?symbol=XX|404|200|symbol|unknown symbol \"XX\"; see /api/symbols",
                "/api/candles?symbol=S0&interval=2m|400|207|interval|interval \"2m\" is not"
                        + " offered; offered: 1s 5s 15s 1m 5m 15m 1h 1d",
                "/api/candles?symbol=S0&limit=0|400|104|limit|limit \"0\" is not a number from 1"
                        + " to 100000",
                "/api/candles?symbol=S0&limit=x|400|104|limit|limit \"x\" is not a number from 1"
                        + " to 100000",
                "/api/book?symbol=XX|404|200|symbol|unknown symbol \"XX\"; see /api/symbols",
                "/api/book?symbol=S0&depth=-1|400|104|depth|depth \"-1\" is not a number from 1"
                        + " to 10000",
            })
    void badQueriesAreAnsweredWithWhatIsWrong(
            String path, int status, int code, String field, String text) {
        HttpResponse<String> response = get(server, path);

        JsonNode error = new JsonMapper().readTree(response.body()).get("error");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(error.get("code").intValue()).isEqualTo(code);
        assertThat(error.get("field").stringValue()).isEqualTo(field);
        assertThat(error.get("text").stringValue()).isEqualTo(text);
    }

    @Test
    void schemaIsSentOnceAndThenByItsEtag() throws Exception {
        // when
        HttpResponse<String> first = get(server, "/schema.xml");
        String etag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again =
                HTTP.send(
                        HttpRequest.newBuilder(server.http("/schema.xml"))
                                .header("If-None-Match", etag)
                                .build(),
                        BodyHandlers.ofString());

        // then
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).contains("messageSchema");
        assertThat(first.headers().firstValue("Content-Type"))
                .hasValue("application/xml; charset=utf-8");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void headHasTheLengthButNoBody() throws Exception {
        // when
        HttpResponse<String> head =
                HTTP.send(
                        HttpRequest.newBuilder(server.http("/schema.xml"))
                                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());

        // then
        int length = get(server, "/schema.xml").body().length();
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(length);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void pageAndClientModulesAreServed() {
        assertThat(get(server, "/").body()).contains("<html");
        for (String module : new String[] {"/client/wire.js", "/client/ticktide.js"}) {
            HttpResponse<String> response = get(server, module);
            assertThat(response.statusCode()).as(module).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type"))
                    .hasValue("text/javascript; charset=utf-8");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/nothing.js",
                "/client/",
                "/client",
                "/../ticktide-schema.xml",
                "/%2e%2e/ticktide-schema.xml",
                "/client/..%2f..%2fticktide-schema.xml",
                "//index.html",
                "/index.html/",
                "/logback.xml",
            })
    void pathsThatLeadNowhereAreNotFound(String path) throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.request("GET", path, "");

            assertThat(client.head())
                    .startsWith("HTTP/1.1 404 ")
                    .contains("Content-Type: application/json");
        }
    }

    @Test
    void pageIsReadOnly() throws Exception {
        HttpResponse<String> response =
                HTTP.send(
                        HttpRequest.newBuilder(server.http("/index.html"))
                                .POST(HttpRequest.BodyPublishers.ofString("x"))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    static HttpResponse<String> get(LiveServer server, String path) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(server.http(path)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(path, e);
        }
    }

    private JsonNode json(String path) {
        return new JsonMapper().readTree(get(server, path).body());
    }

    private void awaitTrades(int trades) {
        Awaitility.await()
                .until(
                        () ->
                                get(server, "/stats").body().contains("\"trades\":" + trades)
                                        && get(server, "/stats").body().contains("\"used\":0,"));
    }
}
