package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.harness.SelfSigned;
import io.ticktide.harness.Stream;
import io.ticktide.tls.ClientTls;
import io.ticktide.websocket.Deflated;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Permessage-deflate over real sockets. */
@Timeout(60)
final class DeflateIT {
    private static final int EVENTS = 4_000;
    private static final String JSON = "Sec-WebSocket-Protocol: ticktide.json.v1\r\n";
    private static final String OFFER =
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
    private static final String AGREED =
            "\r\nSec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover;"
                    + " client_no_context_takeover\r\n";

    @TempDir Path directory;
    private LiveServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "off, false, false",
        "json, true, false",
        "all, true, true",
    })
    void settingSaysWhoGetsIt(String setting, boolean json, boolean binary) throws Exception {
        server = LiveServer.with("endpoint.deflate=" + setting);

        assertThat(head(JSON + OFFER).contains(AGREED)).isEqualTo(json);
        assertThat(head(OFFER).contains(AGREED)).isEqualTo(binary);
        assertThat(head(JSON)).doesNotContain("Sec-WebSocket-Extensions");
    }

    @Test
    void offersInSeveralLinesAreTakenTogetherAndMalformedOnesAreRefused() throws Exception {
        server = LiveServer.with();
        String demanding =
                "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=10\r\n";

        assertThat(head(JSON + demanding)).doesNotContain("Sec-WebSocket-Extensions");
        assertThat(head(JSON + demanding + OFFER)).contains(AGREED);
        assertThat(head(JSON + "Sec-WebSocket-Extensions: a; b=\"c\r\n"))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void compressedTwinSaysWhatThePlainOneSays() throws Exception {
        // given: also a compressed command in pieces, with a ping between them
        server = LiveServer.with("endpoint.io-threads=1");
        String subscribe = "{\"op\":\"subscribe\",\"ch\":\"trade\",\"sym\":\"S1\"}";
        byte[] command = Deflated.message(subscribe);
        try (RawClient plain = json("", "");
                RawClient small = json(OFFER, AGREED);
                RawClient other = json(OFFER, AGREED)) {
            plain.nextText();
            small.nextText();
            other.nextText();
            plain.text(subscribe);
            small.frame(false, RawClient.RSV1 | RawClient.TEXT, Arrays.copyOf(command, 7));
            small.frame(true, RawClient.PING, new byte[3]);
            small.frame(
                    true, RawClient.CONTINUATION, Arrays.copyOfRange(command, 7, command.length));
            other.frame(true, RawClient.RSV1 | RawClient.TEXT, command);
            String answer = plain.nextText();
            assertThat(small.nextText()).isEqualTo(answer);
            assertThat(other.nextText()).isEqualTo(answer);

            // when
            for (int seq = 1; seq <= EVENTS; seq++) {
                server.feed.trade(1, seq, 10_000 + seq % 7, 1);
            }

            // then
            String last = "\"seq\":\"" + EVENTS + '"';
            String told = messages(plain, last);
            assertThat(messages(small, last)).isEqualTo(told);
            assertThat(messages(other, last)).isEqualTo(told);
            assertThat(small.compressedFrames()).isPositive();
            assertThat(plain.compressedFrames()).isZero();
            assertThat(stats())
                    .contains("\"deflate\":{\"connections\":2,")
                    .doesNotContain("\"frames\":0,")
                    .doesNotContain("\"reused\":0,");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void slowReaderOfCompressedPacketsIsAccountedFor(boolean secure) throws Exception {
        // given: one that does not read, so that frames are cut and streams merge
        List<String> settings =
                new ArrayList<>(List.of("endpoint.deflate=all", "endpoint.io-threads=1"));
        SocketFactory sockets = SocketFactory.getDefault();
        if (secure) {
            SelfSigned files = SelfSigned.create(directory, "EC");
            settings.add("endpoint.tls-certificate=" + files.certificate());
            settings.add("endpoint.tls-key=" + files.key());
            sockets = ClientTls.trusting(files.certificate()).getSocketFactory();
        }
        server = LiveServer.with(settings.toArray(String[]::new));
        try (RawClient slow = RawClient.connect(server, sockets, OFFER, AGREED);
                RawClient fast = RawClient.connect(server, sockets, OFFER, AGREED)) {
            for (RawClient client : List.of(slow, fast)) {
                client.nextText();
                client.text("{\"op\":\"subscribe\",\"ch\":\"trade\",\"sym\":\"S0\"}");
                assertThat(client.nextText()).contains("\"lastSeq\":\"0\"");
                client.account().begin(Stream.trade(0), 0);
            }

            // when
            int events = 60_000;
            for (int seq = 1; seq <= events; seq++) {
                // Scattered, or it would all fit the socket once it is compressed.
                long scattered = (seq * 0x9E37_79B9_7F4A_7C15L) >>> 24;
                server.feed.trade(0, seq, 1 + scattered % 1_000_003, 1 + scattered % 999_983);
                if (seq % 2_000 == 0) {
                    readOn(fast, seq);
                }
            }

            // then
            assertThat(fast.account().received(Stream.trade(0)))
                    .hasSize(events)
                    .allMatch(one -> one.conflated() == 0);
            readOn(slow, events);
            assertThat(slow.account().violations()).isEmpty();
            assertThat(slow.account().received(Stream.trade(0)))
                    .hasSizeLessThan(events)
                    .anyMatch(one -> one.conflated() > 0);
            assertThat(slow.compressedFrames()).isPositive();
        }
    }

    @Test
    void bombEndsItsSenderAndNobodyElse() throws Exception {
        server = LiveServer.with("endpoint.io-threads=1");
        try (RawClient healthy = json(OFFER, AGREED)) {
            healthy.nextText();
            byte[] bomb = Deflated.message(new byte[10_000_000]);
            byte[] broken = {7, 7, 7};
            for (byte[] payload : List.of(bomb, broken)) {
                try (RawClient client = json(OFFER, AGREED)) {
                    client.nextText();

                    client.frame(true, RawClient.RSV1 | RawClient.TEXT, payload);

                    int code = payload == bomb ? 1009 : 1007;
                    assertThat(client.nextText()).contains("\"goodbye\",\"code\":" + code);
                    assertThat(client.closeCode()).isEqualTo(code);
                    client.awaitEnd();
                }
            }
            healthy.frame(
                    true,
                    RawClient.RSV1 | RawClient.TEXT,
                    Deflated.message("{\"op\":\"ping\",\"id\":5}"));
            assertThat(healthy.nextText()).startsWith("{\"op\":\"pong\",\"id\":5,");
        }
    }

    @Test
    void compressedMessageWithoutAnAgreementBreaksTheRules() throws Exception {
        server = LiveServer.with();
        try (RawClient client = json("", "")) {
            client.nextText();

            client.frame(true, RawClient.RSV1 | RawClient.TEXT, Deflated.message("{}"));

            assertThat(client.closeCode()).isEqualTo(1002);
        }
    }

    private RawClient json(String headers, String answered) throws IOException {
        return RawClient.connect(server, SocketFactory.getDefault(), JSON + headers, answered);
    }

    private String head(String headers) throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.request(
                    "GET",
                    "/v1/stream",
                    RawClient.UPGRADE + RawClient.VERSION + RawClient.KEY + headers);
            return client.head();
        }
    }

    /** All messages up to one, however they came together in frames. */
    private static String messages(RawClient client, String last) throws IOException {
        StringBuilder all = new StringBuilder();
        while (all.indexOf(last) < 0) {
            String text = client.nextText();
            boolean isHeartbeat = text.startsWith("[{\"type\":\"heartbeat\"");
            if (!isHeartbeat) {
                all.append(text, 1, text.length() - 1).append(',');
            }
        }
        return all.toString();
    }

    private static void readOn(RawClient client, long seq) throws IOException {
        int asked = 0;
        while (client.account().lastSeq(Stream.trade(0)) < seq) {
            client.text("{\"op\":\"ping\",\"id\":" + asked++ + '}');
            while (!client.nextText().contains("pong")) {
                assertThat(client.account().violations()).isEmpty();
            }
        }
    }

    private String stats() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.http("/stats")).build(),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body();
    }
}
