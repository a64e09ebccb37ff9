package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, over real sockets, to the letter. */
@Timeout(60)
final class AuthIT {
    private static final int WAIT_MS = 1_000;
    private static final String GOODBYE =
            "{\"op\":\"goodbye\",\"code\":4401,\"reason\":\"authentication required\","
                    + "\"retryAfterMs\":0}";
    private static final String TOO_LATE =
            "{\"op\":\"error\",\"code\":400,\"text\":\"no valid token within 1000 ms\","
                    + "\"retryAfterMs\":0,\"closing\":true}";
    private static final String EXPIRED_PAST =
            "{\"op\":\"error\",\"code\":402,\"field\":\"token\",\"text\":\"the token has expired\","
                    + "\"retryAfterMs\":0,\"closing\":false}";
    private static final String SUBSCRIBE =
            "{\"op\":\"subscribe\",\"id\":2,\"ch\":\"quote\",\"sym\":\"S0\"}";

    @TempDir private Path directory;

    private final Tokens tokens = new Tokens();
    private LiveServer server;
    private RawClient client;

    @BeforeEach
    void start() throws Exception {
        server =
                new LiveServer(
                        LiveServer.endpoint(100, 100, List.of()),
                        LiveServer.SESSION,
                        Tokens.config(directory, WAIT_MS));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void withoutATokenNothingIsDoneAndTheConnectionEndsAfterTheWait() throws IOException {
        // given
        connect("", "");

        // when
        client.text(SUBSCRIBE);
        String refused = client.nextText();
        client.text("{\"op\":\"ping\",\"id\":3}");
        String pong = client.nextText();
        server.feed.quote(0, 1, 100);

        // then
        assertThat(refused)
                .isEqualTo(
                        "{\"op\":\"error\",\"id\":2,\"code\":400,\"text\":\"authentication required:"
                                + " send {\\\"op\\\":\\\"auth\\\",\\\"token\\\":\\\"…\\\"} first\","
                                + "\"retryAfterMs\":0,\"closing\":false}");
        assertThat(pong).startsWith("{\"op\":\"pong\",\"id\":3,");
        assertThat(client.nextText()).isEqualTo(TOO_LATE);
        assertThat(client.nextText()).isEqualTo(GOODBYE);
        assertThat(client.closeCode()).isEqualTo(4401);
        assertThat(client.account().received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"subscribe", "modify", "unsubscribe", "range", "list", "stats", "fly"})
    void everyCommandButAuthAndPingWaitsForAToken(String op) throws IOException {
        connect("", "");

        client.text("{\"op\":\"" + op + "\"}");

        assertThat(client.nextText())
                .startsWith("{\"op\":\"error\",\"code\":400,\"text\":\"authentication required: ");
    }

    @Test
    void tokenOfTheHeaderIsAccepted() throws IOException {
        connect("", "Authorization: Bearer " + tokens.unlimited("ann") + "\r\n");

        assertThat(client.nextText())
                .isEqualTo("{\"op\":\"authenticated\",\"subject\":\"ann\",\"expires\":null}");
        client.text(SUBSCRIBE);
        assertThat(client.nextText()).startsWith("{\"op\":\"subscribed\",\"id\":2,");
    }

    @Test
    void tokenOfTheQueryIsAccepted() throws IOException {
        long end = tokens.inSeconds(3_600);

        connect("?access_token=" + tokens.until("bob", end), "");

        assertThat(client.nextText())
                .isEqualTo(
                        "{\"op\":\"authenticated\",\"subject\":\"bob\",\"expires\":\""
                                + end
                                + "\"}");
    }

    @Test
    void tokenOfTheFirstMessageIsAccepted() throws IOException {
        connect("", "");

        client.text(auth(1, tokens.unlimited("ann")));

        assertThat(client.nextText())
                .isEqualTo(
                        "{\"op\":\"authenticated\",\"id\":1,\"subject\":\"ann\",\"expires\":null}");
        client.text(SUBSCRIBE);
        assertThat(client.nextText()).startsWith("{\"op\":\"subscribed\",\"id\":2,");
    }

    @Test
    void badTokenMayBeFollowedByAGoodOneWithinTheWait() throws IOException {
        // given
        connect("", "Authorization: Bearer " + forged() + "\r\n");
        String refused = client.nextText();

        // when
        client.text(auth(1, tokens.unlimited("ann")));

        // then
        assertThat(refused)
                .isEqualTo(
                        "{\"op\":\"error\",\"code\":401,\"field\":\"token\",\"text\":\"the token's"
                                + " signature does not match\",\"retryAfterMs\":0,"
                                + "\"closing\":false}");
        assertThat(client.nextText()).startsWith("{\"op\":\"authenticated\",\"id\":1,");
        client.text("{\"op\":\"list\"}");
        assertThat(client.nextText()).isEqualTo("{\"op\":\"subscriptions\",\"streams\":[]}");
    }

    @Test
    void badTokenEndsTheConnectionAfterTheWait() throws IOException {
        connect("", "");

        client.text(auth(7, forged()));

        assertThat(client.nextText())
                .isEqualTo(
                        "{\"op\":\"error\",\"id\":7,\"code\":401,\"field\":\"token\",\"text\":\"the"
                                + " token's signature does not match\",\"retryAfterMs\":0,"
                                + "\"closing\":false}");
        assertThat(client.nextText()).isEqualTo(TOO_LATE);
        assertThat(client.nextText()).isEqualTo(GOODBYE);
        assertThat(client.closeCode()).isEqualTo(4401);
        client.awaitEnd();
    }

    @Test
    void expiredTokenIsToldFromABadOne() throws IOException {
        connect("?access_token=" + tokens.until("ann", 1_000), "");

        assertThat(client.nextText()).isEqualTo(EXPIRED_PAST);
        assertThat(client.nextText()).isEqualTo(TOO_LATE);
        assertThat(client.nextText()).isEqualTo(GOODBYE);
        assertThat(client.closeCode()).isEqualTo(4401);
    }

    @Test
    void guessingTokensEndsWithTheBudgetOfErrors() throws IOException {
        connect("", "");
        for (int i = 0; i <= LiveServer.MOST_ERRORS; i++) {
            client.text(auth(i, "a.b.c"));
            assertThat(client.nextText()).contains("\"code\":401,", "the token is no signed JWT");
        }

        assertThat(client.nextText()).startsWith("{\"op\":\"goodbye\",\"code\":4400,");
        assertThat(client.closeCode()).isEqualTo(4400);
    }

    @Test
    void tokenThatEndsIsWarnedOfThenEndsTheConnection() throws IOException {
        // given
        long end = tokens.inSeconds(1);
        connect("", "");
        client.text(auth(1, tokens.until("ann", end)));
        assertThat(client.nextText()).endsWith("\"subject\":\"ann\",\"expires\":\"" + end + "\"}");

        // when, then
        assertThat(client.nextText())
                .isEqualTo(
                        "{\"op\":\"warning\",\"code\":402,\"text\":\"the token expires soon; send"
                                + " auth with a newer one\",\"expires\":\""
                                + end
                                + "\"}");
        assertThat(client.nextText())
                .isEqualTo(
                        "{\"op\":\"error\",\"code\":402,\"text\":\"the token has expired\","
                                + "\"retryAfterMs\":0,\"closing\":true}");
        assertThat(client.nextText()).isEqualTo(GOODBYE);
        assertThat(client.closeCode()).isEqualTo(4401);
        client.awaitEnd();
    }

    @Test
    void newerTokenKeepsTheConnectionBeyondTheEndOfTheFirst() throws IOException {
        // given
        long end = tokens.inSeconds(1);
        connect("", "Authorization: Bearer " + tokens.until("ann", end) + "\r\n");
        client.nextText();
        assertThat(client.nextText()).startsWith("{\"op\":\"warning\",\"code\":402,");

        // when
        client.text(auth(2, tokens.unlimited("ann")));
        client.nextText();
        client.text(auth(3, forged()));
        String refused = client.nextText();
        Awaitility.await().until(() -> askServerTimeMs() >= end + 200);
        client.text("{\"op\":\"list\"}");

        // then
        assertThat(refused).startsWith("{\"op\":\"error\",\"id\":3,\"code\":401,");
        assertThat(client.nextText()).isEqualTo("{\"op\":\"subscriptions\",\"streams\":[]}");
    }

    @Test
    void tokenIsNeverRepeatedInAnError() throws IOException {
        connect("", "");
        String token = tokens.unlimited("ann");

        for (String command :
                List.of(
                        "{\"op\":\"auth\",\"token\":" + token + "}",
                        "{\"op\":\"auth\",\"token\":[\"" + token + "\"]}",
                        "{\"op\":\"auth\",\"token\":\"x" + token + "\"}",
                        "{\"op\":\"auth\",\"id\":1,\"token\":\"" + token + "\",\"x\":1}")) {
            client.text(command);
            assertThat(client.nextText())
                    .startsWith("{\"op\":\"error\",")
                    .doesNotContain(token.substring(0, 10));
        }
    }

    private void connect(String query, String headers) throws IOException {
        client = new RawClient(server.port());
        String upgrade = RawClient.UPGRADE + RawClient.VERSION + RawClient.KEY;
        client.request("GET", "/v1/stream" + query, upgrade + headers);
        assertThat(client.head()).startsWith("HTTP/1.1 101 ");
        assertThat(client.nextText()).startsWith("{\"op\":\"welcome\",");
    }

    private String forged() {
        String token = tokens.unlimited("eve");
        char last = token.charAt(token.length() - 2);
        return token.substring(0, token.length() - 2) + (last == 'A' ? 'B' : 'A') + 'A';
    }

    private static String auth(int id, String token) {
        return "{\"op\":\"auth\",\"id\":" + id + ",\"token\":\"" + token + "\"}";
    }

    private long askServerTimeMs() throws IOException {
        client.text("{\"op\":\"ping\"}");
        String pong = client.nextText();
        assertThat(pong).startsWith("{\"op\":\"pong\",");
        int at = pong.indexOf("\"t2\":\"") + 6;
        return TimeUnit.NANOSECONDS.toMillis(
                Long.parseLong(pong.substring(at, pong.indexOf('"', at))));
    }
}
