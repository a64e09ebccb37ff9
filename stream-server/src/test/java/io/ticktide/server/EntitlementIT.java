package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.harness.RecordedDay;
import io.ticktide.harness.Stream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a token entitles to, over real sockets and HTTP. */
@Timeout(60)
final class EntitlementIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir private Path directory;

    private final Tokens tokens = new Tokens();
    private LiveServer server;
    private StreamClient client;

    @BeforeEach
    void start() throws Exception {
        server =
                new LiveServer(
                        LiveServer.endpoint(100, 100, List.of()),
                        LiveServer.SESSION,
                        Tokens.config(directory, 20_000));
        client = StreamClient.connect(server, StreamClient.SBE);
        client.answer(0);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        assertThat(client.violations()).isEmpty();
    }

    @Test
    void whatIsNotEntitledIsRefusedItemByItemAndTheOthersSubscribe() {
        // given
        auth(Set.of("S0", "S1"), Set.of("quote"));

        // when, then
        assertThat(ask("{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":[\"S2\",\"S1\",\"XX\"]}"))
                .endsWith(
                        "\"streams\":[{\"sym\":\"S2\",\"error\":{\"code\":202,\"field\":\"sym\","
                                + "\"text\":\"not entitled to quote of \\\"S2\\\"\"}},"
                                + "{\"sym\":\"S1\",\"instrumentId\":1,\"lastSeq\":\"0\"},"
                                + "{\"sym\":\"XX\",\"error\":{\"code\":200,\"field\":\"sym\","
                                + "\"text\":\"unknown symbol \\\"XX\\\"\"}}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "equity.*"})
    void groupIsThoseOfItThatAreEntitled(String group) {
        auth(Set.of("S0", "S2"), Set.of("quote", "trade"));

        assertThat(ask("{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"" + group + "\"}"))
                .endsWith(
                        "\"streams\":[{\"sym\":\"S0\",\"instrumentId\":0,\"lastSeq\":\"0\"},"
                                + "{\"sym\":\"S2\",\"instrumentId\":2,\"lastSeq\":\"0\"}]}");
    }

    @Test
    void groupWithoutAnythingEntitledIsRefused() {
        auth(Set.of("crypto.*"), Set.of("quote"));

        assertThat(ask("{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"equity.*\"}"))
                .endsWith(
                        "\"streams\":[{\"sym\":\"equity.*\",\"error\":{\"code\":202,"
                                + "\"field\":\"sym\","
                                + "\"text\":\"not entitled to quote of \\\"equity.*\\\"\"}}]}");
    }

    @Test
    void groupInATokenEntitlesToItsInstruments() {
        auth(Set.of("equity.*"), Set.of("quote"));

        assertThat(ask("{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S3\"}"))
                .endsWith("[{\"sym\":\"S3\",\"instrumentId\":3,\"lastSeq\":\"0\"}]}");
        assertThat(ask("{\"op\":\"subscribe\",\"ch\":\"trade\",\"sym\":\"S3\"}"))
                .contains("\"code\":202,\"field\":\"sym\",\"text\":\"not entitled to trade of");
    }

    @Test
    void rangeModifyAndUnsubscribeAreRefusedToo() {
        auth(Set.of("S0"), Set.of("quote"));

        assertThat(
                        ask(
                                "{\"op\":\"range\",\"id\":4,\"ch\":\"trade\",\"sym\":\"S0\","
                                        + "\"from\":\"1\",\"to\":\"2\"}"))
                .isEqualTo(
                        "{\"op\":\"error\",\"id\":4,\"code\":202,\"field\":\"sym\",\"text\":\"not"
                                + " entitled to trade of \\\"S0\\\"\",\"retryAfterMs\":0,"
                                + "\"closing\":false}");
        for (String op : List.of("modify", "unsubscribe")) {
            assertThat(ask("{\"op\":\"" + op + "\",\"ch\":\"quote\",\"sym\":\"S1\"}"))
                    .endsWith(
                            "\"streams\":[{\"sym\":\"S1\",\"error\":{\"code\":202,"
                                    + "\"field\":\"sym\","
                                    + "\"text\":\"not entitled to quote of \\\"S1\\\"\"}}]}");
        }
    }

    @Test
    void tokenWithFewerRightsEndsTheOtherStreamsAndSaysSo() {
        // given
        client.ask(command(tokens.unlimited("ann")));
        ask("{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":[\"S0\",\"S1\"]}");
        ask("{\"op\":\"subscribe\",\"ch\":\"candle\",\"interval\":\"1m\",\"sym\":\"S0\"}");
        server.feed.quote(0, 1, 100);
        server.feed.quote(1, 1, 100);
        client.awaitSeq(Stream.quote(0), 1);
        client.awaitSeq(Stream.quote(1), 1);

        // when
        int before = client.answers().size();
        auth(Set.of("S1"), Set.of("quote"));
        List<String> ended = List.of(text(before + 1), text(before + 2));
        server.feed.quote(0, 2, 101);
        server.feed.quote(1, 2, 101);
        client.awaitSeq(Stream.quote(1), 2);

        // then
        assertThat(ended)
                .containsExactlyInAnyOrder(
                        "{\"op\":\"unsubscribed\",\"ch\":\"quote\",\"streams\":[{\"sym\":\"S0\","
                                + "\"error\":{\"code\":202,\"field\":\"sym\",\"text\":\"not"
                                + " entitled to quote of \\\"S0\\\"\"}}]}",
                        "{\"op\":\"unsubscribed\",\"ch\":\"candle\",\"interval\":\"1m\","
                                + "\"streams\":[{\"sym\":\"S0\",\"error\":{\"code\":202,"
                                + "\"field\":\"sym\",\"text\":\"not entitled to candle of"
                                + " \\\"S0\\\"\"}}]}");
        assertThat(client.received(Stream.quote(0))).hasSize(1);
        assertThat(ask("{\"op\":\"list\"}")).contains("\"sym\":\"S1\"").doesNotContain("S0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/symbols",
                "/api/candles?symbol=S0",
                "/api/book?symbol=S0",
                "/api/recordings",
                "/stats",
                "/metrics",
                "/api/connections"
            })
    void requestWithoutAValidTokenIsUnauthorized(String path) throws Exception {
        // when
        HttpResponse<String> without = get(path, null);
        HttpResponse<String> expired = get(path, tokens.until("ann", 1_000));
        HttpResponse<String> bad = get(path, "a.b.c");

        // then
        assertThat(without.body())
                .isEqualTo(
                        "{\"error\":{\"code\":400,\"text\":\"authentication required: send the"
                                + " header Authorization: Bearer TOKEN\"}}");
        assertThat(expired.body())
                .isEqualTo(
                        "{\"error\":{\"code\":402,\"field\":\"token\","
                                + "\"text\":\"the token has expired\"}}");
        assertThat(bad.body())
                .isEqualTo(
                        "{\"error\":{\"code\":401,\"field\":\"token\","
                                + "\"text\":\"the token is no signed JWT\"}}");
        for (HttpResponse<String> refused : List.of(without, expired, bad)) {
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        }
        HttpResponse<String> allowed = get(path, tokens.admin("ann"));
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stats", "/metrics", "/api/connections"})
    void whatOperatorsReadIsForbiddenToOtherTokens(String path) throws Exception {
        HttpResponse<String> refused = get(path, tokens.unlimited("ann"));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body())
                .isEqualTo(
                        "{\"error\":{\"code\":202,\"text\":\"the token is not one for administration"
                                + " (claim {\\\"ticktide\\\":{\\\"admin\\\":true}})\"}}");
    }

    @ParameterizedTest
    @CsvSource({"/api/candles?symbol=S1,candle", "/api/book?symbol=S1,book"})
    void requestForWhatIsNotEntitledIsForbidden(String path, String channel) throws Exception {
        HttpResponse<String> refused = get(path, tokens.only(Set.of("S0"), Set.of("*")));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body())
                .isEqualTo(
                        "{\"error\":{\"code\":202,\"field\":\"sym\",\"text\":\"not entitled to "
                                + channel
                                + " of \\\"S1\\\"\"}}");
    }

    @Test
    void onlyVisibleSymbolsAreListed() throws Exception {
        String token = tokens.only(Set.of("S2"), Set.of("quote"));

        assertThat(get("/api/symbols?access_token=" + token, null).body())
                .contains("\"sym\":\"S2\"")
                .doesNotContain("\"sym\":\"S0\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/ready", "/asyncapi.yaml", "/client/ticktide.js"})
    void pageAndHealthStayOpen(String path) throws Exception {
        assertThat(get(path, null).statusCode()).isEqualTo(200);
    }

    @Test
    void aReplayShowsNoMoreThanTheTokenEntitlesTo() throws Exception {
        // given
        RecordedDay.write(directory.resolve("day"), RecordedDay.instruments(), 100);
        try (LiveServer withReplays =
                        LiveServer.with(
                                "replay.dir=" + directory,
                                "auth.mode=token",
                                "auth.secret-file=" + directory.resolve("secret"));
                StreamClient reader = StreamClient.connect(withReplays, StreamClient.SBE)) {
            reader.answer(0);
            reader.ask(command(tokens.only(Set.of("S2"), Set.of("trade", "quote"))));
            reader.ask("{\"op\":\"subscribe\",\"ch\":\"trade\",\"sym\":\"S2\"}");
            reader.ask("{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S2\"}");

            // when
            JsonNode list = reader.askById(1, "{\"op\":\"replay\",\"id\":1,\"action\":\"list\"}");
            reader.askById(
                    2,
                    "{\"op\":\"replay\",\"id\":2,\"action\":\"open\",\"recording\":\"day\",\"paused\":true}");
            reader.awaitSeq(Stream.trade(0), 1);
            reader.awaitSeq(Stream.quote(0), 1);
            JsonNode refused =
                    reader.askById(
                            3, "{\"op\":\"subscribe\",\"id\":3,\"ch\":\"trade\",\"sym\":\"S0\"}");
            reader.send(command(tokens.only(Set.of("S2"), Set.of("trade"))));
            JsonNode ended =
                    reader.await(answer -> answer.path("op").asString().equals("unsubscribed"));

            // then
            assertThat(list.get("recordings").get(0).get("symbols").toString())
                    .isEqualTo("[\"S2\"]");
            assertThat(refused.toString()).contains("not entitled to trade of");
            assertThat(ended.toString()).contains("not entitled to quote of");
            assertThat(reader.violations()).isEmpty();
        }
    }

    private void auth(Set<String> symbols, Set<String> channels) {
        JsonNode answer = client.ask(command(tokens.only(symbols, channels)));
        assertThat(answer.toString()).startsWith("{\"op\":\"authenticated\",");
    }

    private static String command(String token) {
        return "{\"op\":\"auth\",\"token\":\"" + token + "\"}";
    }

    private String ask(String command) {
        return client.ask(command).toString();
    }

    private String text(int index) {
        return client.answer(index).toString();
    }

    private HttpResponse<String> get(String path, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.http(path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
