package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.harness.SelfSigned;
import io.ticktide.harness.Stream;
import io.ticktide.tls.ClientTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said over plain sockets elsewhere, over TLS. */
@Timeout(120)
final class TlsIT {
    private static final int EVENTS = 20_000;

    @TempDir private static Path directory;

    private SelfSigned files;
    private SSLContext trust;
    private LiveServer server;

    @BeforeEach
    void start() throws Exception {
        files = SelfSigned.create(directory, "EC");
        trust = ClientTls.trusting(files.certificate());
        server = serve(files);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void fastReaderGetsEveryEventAndSlowOneIsAccountedFor(String version) throws Exception {
        try (StreamClient fast = StreamClient.connect(server, StreamClient.SBE, trust);
                RawClient slow = connect(version)) {
            // given
            assertThat(slow.nextText()).contains("welcome");
            for (String channel : List.of("quote", "trade")) {
                String command =
                        "{\"op\":\"subscribe\",\"ch\":\"CHANNEL\",\"sym\":\"S0\"}"
                                .replace("CHANNEL", channel);
                slow.text(command);
                assertThat(slow.nextText()).contains("\"lastSeq\":\"0\"");
                fast.send(command);
            }
            fast.answer(2);
            slow.account().begin(Stream.quote(0), 0);
            slow.account().begin(Stream.trade(0), 0);

            // when
            for (int seq = 1; seq <= EVENTS; seq++) {
                server.feed.quote(0, seq, 100 + seq % 7);
                server.feed.trade(0, seq, 100 + seq % 7, 1);
                if (seq % 500 == 0) {
                    fast.awaitSeq(Stream.trade(0), seq);
                    fast.awaitSeq(Stream.quote(0), seq);
                }
            }

            // then
            assertThat(fast.violations()).isEmpty();
            assertThat(fast.received(Stream.quote(0)))
                    .hasSize(EVENTS)
                    .allMatch(one -> one.conflated() == 0);
            assertThat(fast.received(Stream.trade(0))).hasSize(EVENTS);
            readOn(slow);
            assertThat(slow.account().violations()).isEmpty();
        }
    }

    @Test
    void jsonTwinIsComplete() {
        try (StreamClient client = StreamClient.connect(server, StreamClient.JSON, trust)) {
            // given
            client.send("{\"op\":\"subscribe\",\"ch\":\"trade\",\"sym\":\"S1\"}");
            client.answer(1);

            // when: all at once, so that packets are larger than a record of TLS.
            for (int seq = 1; seq <= 2_000; seq++) {
                server.feed.trade(1, seq, 10_000, 1);
            }
            client.awaitSeq(Stream.trade(1), 2_000);

            // then
            assertThat(client.received(Stream.trade(1))).hasSize(2_000);
            assertThat(client.violations()).isEmpty();
        }
    }

    @Test
    void framesOfAllSizesAndManyAtOnceAreAnswered() throws Exception {
        try (RawClient client = RawClient.connect(server, trust.getSocketFactory())) {
            // given
            client.nextText();
            List<Integer> ids = new ArrayList<>();

            // when
            for (int i = 0; i < 300; i++) {
                int padding = i % 10 == 0 ? LiveServer.MOST_MESSAGE_BYTES - 100 : i;
                client.text("{\"op\":\"ping\",\"id\":" + i + '}' + " ".repeat(padding));
                client.frame(true, RawClient.PING, new byte[i % 126]);
                ids.add(i);
            }

            // then
            for (int id : ids) {
                assertThat(client.nextText()).contains("\"op\":\"pong\",\"id\":" + id + ',');
            }
        }
    }

    @Test
    void closeCodesArriveAndTheSocketEndsCleanly() throws Exception {
        // given
        RawClient text = RawClient.connect(server, trust.getSocketFactory());
        RawClient goodbye = RawClient.connect(server, trust.getSocketFactory());
        RawClient large = RawClient.connect(server, trust.getSocketFactory());

        // when
        text.frame(true, RawClient.TEXT, new byte[] {(byte) 0xFF});
        goodbye.frame(true, RawClient.CLOSE, new byte[] {1000 >> 8, (byte) 1000});
        large.frame(true, RawClient.TEXT, new byte[LiveServer.MOST_MESSAGE_BYTES + 1]);

        // then: without close_notify the end would be an exception.
        assertThat(text.closeCode()).isEqualTo(1007);
        text.awaitEnd();
        assertThat(goodbye.closeCode()).isEqualTo(1000);
        goodbye.awaitEnd();
        assertThat(large.closeCode()).isEqualTo(1009);
        large.awaitEnd();
    }

    @Test
    void pageAndApiAreServedAndThePageMayConnect() throws Exception {
        // given
        HttpClient http = HttpClient.newBuilder().sslContext(trust).build();

        // when
        HttpResponse<String> page = get(http, "/");
        HttpResponse<String> stats = get(http, "/stats");

        // then
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>");
        assertThat(stats.body()).startsWith("{");
        try (RawClient client = new RawClient(server.port(), trust.getSocketFactory())) {
            client.request(
                    "GET",
                    "/v1/stream",
                    RawClient.UPGRADE
                            + RawClient.VERSION
                            + RawClient.KEY
                            + "Origin: https://127.0.0.1:"
                            + server.port()
                            + "\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 101 ");
        }
    }

    @Test
    void whoTrustsSomebodyElseDoesNotConnect() throws Exception {
        SelfSigned other = SelfSigned.create(directory, "EC");
        SSLContext mistrust = ClientTls.trusting(other.certificate());

        assertThatThrownBy(() -> StreamClient.connect(server, StreamClient.SBE, mistrust))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(SSLException.class);
        assertThatThrownBy(() -> RawClient.connect(server, mistrust.getSocketFactory()))
                .isInstanceOf(SSLException.class);
        StreamClient.connect(server, StreamClient.SBE, ClientTls.trustingAnybody()).close();
    }

    @Test
    void plainTalkOverTheSecurePortIsCutAndOthersGoOn() throws Exception {
        try (StreamClient client = StreamClient.connect(server, StreamClient.SBE, trust)) {
            client.answer(0);
            try (RawClient plain = new RawClient(server.port())) {
                plain.request("GET", "/", "");
                plain.awaitEnd();
            }
            assertThat(client.ask("{\"op\":\"ping\"}").get("op").stringValue()).isEqualTo("pong");
        }
    }

    @Test
    void clientThatTalksWithoutEndDoesNotKeepOthersWaiting() throws Exception {
        // given: both on the only I/O thread.
        try (StreamClient client = StreamClient.connect(server, StreamClient.SBE, trust);
                RawClient flood = RawClient.connect(server, trust.getSocketFactory())) {
            client.answer(0);
            AtomicBoolean enough = new AtomicBoolean();
            CompletableFuture<Integer> pings =
                    CompletableFuture.supplyAsync(() -> ping(flood, enough));
            CompletableFuture<Integer> end = CompletableFuture.supplyAsync(() -> closeCode(flood));

            // when
            for (int i = 0; i < 100; i++) {
                client.ask("{\"op\":\"ping\"}");
            }
            enough.set(true);

            // then
            assertThat(pings.join()).isGreaterThan(100);
            flood.frame(true, RawClient.CLOSE, new byte[] {1000 >> 8, (byte) 1000});
            assertThat(end.join()).isEqualTo(1000);
        }
    }

    private static int ping(RawClient client, AtomicBoolean enough) {
        int pings = 0;
        try {
            while (!enough.get() || pings <= 100) {
                client.frame(true, RawClient.PING, new byte[125]);
                pings++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pings;
    }

    // Reads on, so that the server is never held up, until the end.
    private static int closeCode(RawClient client) {
        try {
            return client.closeCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void filesThatCannotBeUsedSaySoAtTheStart() throws Exception {
        Files.writeString(files.key(), SelfSigned.pem("RSA PRIVATE KEY", new byte[] {1}));

        assertThatThrownBy(() -> serve(files))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("TLS: " + files.key() + " holds a key in an older form")
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt -in ");
    }

    private static LiveServer serve(SelfSigned files) throws Exception {
        return LiveServer.with(
                "endpoint.io-threads=1",
                "session.commands-per-second=100000",
                "endpoint.tls-certificate=" + files.certificate(),
                "endpoint.tls-key=" + files.key());
    }

    private HttpResponse<String> get(HttpClient http, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(server.http(path)).build(),
                BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    // Of one version only.
    private RawClient connect(String version) throws IOException {
        return RawClient.connect(
                server,
                trust.getSocketFactory(),
                socket -> ((SSLSocket) socket).setEnabledProtocols(new String[] {version}));
    }

    /** Reads what waits, up to the last event. */
    private static void readOn(RawClient client) throws IOException {
        while (client.account().lastSeq(Stream.quote(0)) < EVENTS
                || client.account().lastSeq(Stream.trade(0)) < EVENTS) {
            client.text("{\"op\":\"ping\"}");
            String answer;
            do {
                answer = client.nextText();
            } while (!answer.contains("pong"));
        }
    }
}
