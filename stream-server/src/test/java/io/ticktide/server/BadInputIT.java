package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.harness.Stream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever one client sends, it gets a clear answer and the others notice nothing. */
@Timeout(60)
final class BadInputIT {
    private static final int QUOTES_AROUND = 500;

    private LiveServer server;
    private StreamClient healthy;
    private RawClient bad;

    @BeforeEach
    void start() throws Exception {
        server = new LiveServer();
        healthy = StreamClient.connect(server, StreamClient.SBE);
        healthy.send("{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S0\"}");
        healthy.answer(1);
        bad = RawClient.connect(server);
        bad.nextText();
        tellQuotes();
    }

    @AfterEach
    void othersNoticedNothing() throws IOException {
        tellQuotes();
        healthy.awaitSeq(Stream.quote(0), 2L * QUOTES_AROUND);
        assertThat(healthy.violations()).isEmpty();
        assertThat(healthy.received(Stream.quote(0)))
                .hasSize(2 * QUOTES_AROUND)
                .allMatch(one -> one.conflated() == 0);
        bad.close();
        healthy.close();
        server.close();
    }

    @Test
    void badCommandsAreAnsweredAndTheConnectionStays() throws IOException {
        answers("{\"op\":", 100, null);
        answers("[]", 101, null);
        answers("{}", 102, "op");
        answers("{\"op\":1}", 103, "op");
        answers(
                "{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S0\",\"maxRate\":-1}",
                104,
                "maxRate");
        answers("{\"op\":\"list\",\"x\":1}", 105, "x");
        answers("{\"op\":\"fly\"}", 106, "op");
        answers("{\"op\":\"subscribe\",\"ch\":\"x\",\"sym\":\"S0\"}", 201, "ch");
        answers("{\"op\":\"ping\",\"t0\":7}", 103, "t0");

        bad.text("{\"op\":\"list\",\"id\":3}");
        assertThat(bad.nextText()).isEqualTo("{\"op\":\"subscriptions\",\"id\":3,\"streams\":[]}");
    }

    @Test
    void errorNamesTheCommandItIsAbout() throws IOException {
        bad.text("{\"op\":\"fly\",\"id\":7}");

        assertThat(bad.nextText())
                .isEqualTo(
                        "{\"op\":\"error\",\"id\":7,\"code\":106,\"field\":\"op\","
                                + "\"text\":\"unknown op \\\"fly\\\"; known: auth, subscribe,"
                                + " modify, unsubscribe, list, range, replay,"
                                + " credit, stats, ping\",\"retryAfterMs\":0,"
                                + "\"closing\":false}");
    }

    @Test
    void tooManyBadCommandsEndTheConnection() throws IOException {
        for (int i = 0; i <= LiveServer.MOST_ERRORS; i++) {
            bad.text("?");
            boolean last = i == LiveServer.MOST_ERRORS;
            assertThat(bad.nextText()).contains("\"code\":100", "\"closing\":" + last);
        }

        assertThat(bad.nextText()).isEqualTo(goodbye(4400, "too many bad commands"));
        assertThat(bad.closeCode()).isEqualTo(4400);
        bad.awaitEnd();
    }

    @Test
    void binaryFrameIsAnsweredThenClosed() throws IOException {
        bad.frame(true, RawClient.BINARY, new byte[100]);

        assertThat(bad.nextText())
                .isEqualTo(
                        "{\"op\":\"error\",\"code\":107,\"text\":\"clients send commands as JSON in"
                                + " text frames, not binary ones\",\"retryAfterMs\":0,"
                                + "\"closing\":true}");
        assertThat(bad.nextText()).isEqualTo(goodbye(1003, "clients send text frames only"));
        assertThat(bad.closeCode()).isEqualTo(1003);
        bad.awaitEnd();
    }

    @Test
    void oversizedMessageIsClosed() throws IOException {
        bad.frame(true, RawClient.TEXT, spaces(LiveServer.MOST_MESSAGE_BYTES + 1));

        assertThat(bad.nextText()).isEqualTo(goodbye(1009, "message is larger than the limit"));
        assertThat(bad.closeCode()).isEqualTo(1009);
    }

    @Test
    void messageThatGrowsTooLargeInPiecesIsClosed() throws IOException {
        bad.frame(false, RawClient.TEXT, spaces(10_000));
        bad.frame(false, RawClient.CONTINUATION, spaces(10_000));

        assertThat(bad.nextText()).isEqualTo(goodbye(1009, "message is larger than the limit"));
        assertThat(bad.closeCode()).isEqualTo(1009);
    }

    @Test
    void messageOfTheLargestSizeInPiecesIsRead() throws IOException {
        byte[] list = "{\"op\":\"list\"}".getBytes(StandardCharsets.UTF_8);
        bad.frame(false, RawClient.TEXT, list);
        bad.frame(true, RawClient.PING, new byte[5]);
        bad.frame(
                true, RawClient.CONTINUATION, spaces(LiveServer.MOST_MESSAGE_BYTES - list.length));

        assertThat(bad.nextText()).startsWith("{\"op\":\"subscriptions\"");
    }

    @Test
    void textThatIsNoUtf8IsClosed() throws IOException {
        bad.frame(true, RawClient.TEXT, new byte[] {'{', (byte) 0xC3, (byte) 0x28, '}'});

        assertThat(bad.closeCode()).isEqualTo(1007);
    }

    @Test
    void textThatEndsWithinACharacterIsClosed() throws IOException {
        bad.frame(true, RawClient.TEXT, new byte[] {'{', (byte) 0xE2, (byte) 0x82});

        assertThat(bad.closeCode()).isEqualTo(1007);
    }

    @Test
    void frameOfNoKnownKindEndsTheConnection() throws IOException {
        bad.frame(true, 5, new byte[3]);

        bad.awaitEnd();
    }

    @Test
    void connectionThatBreaksInTheMiddleOfAFrameIsForgotten() throws IOException {
        bad.frame(false, RawClient.TEXT, spaces(100));

        bad.close();

        assertThat(healthy.ask("{\"op\":\"list\"}").get("streams")).hasSize(1);
    }

    private static String goodbye(int code, String reason) {
        return "{\"op\":\"goodbye\",\"code\":"
                + code
                + ",\"reason\":\""
                + reason
                + "\",\"retryAfterMs\":0}";
    }

    private void answers(String command, int code, String field) throws IOException {
        bad.text(command);
        String named = field == null ? "" : "\"field\":\"" + field + "\",";
        assertThat(bad.nextText())
                .startsWith("{\"op\":\"error\",\"code\":" + code + ',' + named + "\"text\":\"")
                .endsWith(",\"retryAfterMs\":0,\"closing\":false}");
    }

    private void tellQuotes() {
        long told = healthy.lastSeq(Stream.quote(0)) + QUOTES_AROUND;
        for (int i = 0; i < QUOTES_AROUND; i++) {
            server.feed.quote(0, i, 100 + i);
        }
        healthy.awaitSeq(Stream.quote(0), told);
    }

    private static byte[] spaces(int length) {
        byte[] spaces = new byte[length];
        Arrays.fill(spaces, (byte) ' ');
        return spaces;
    }
}
