package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class HandshakeIT {
    private static final String GOOD = RawClient.UPGRADE + RawClient.VERSION + RawClient.KEY;

    private LiveServer server;

    @BeforeEach
    void start() throws StartException {
        server = new LiveServer(LiveServer.endpoint(3, 2, List.of("https://charts.example")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void goodHandshakeIsAcceptedWithTheBinaryProtocolWhenNoneIsOffered() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.request("GET", "/v1/stream", GOOD);

            assertThat(client.head())
                    .startsWith("HTTP/1.1 101 ")
                    .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                    .doesNotContain("Sec-WebSocket-Protocol");
            assertThat(client.nextText()).contains("\"protocol\":\"ticktide.sbe.v1\"");
        }
    }

    @Test
    void firstKnownSubprotocolIsTaken() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.request(
                    "GET",
                    "/v1/stream",
                    GOOD + "Sec-WebSocket-Protocol: chat, ticktide.json.v1\r\n");

            assertThat(client.head())
                    .startsWith("HTTP/1.1 101 ")
                    .contains("Sec-WebSocket-Protocol: ticktide.json.v1");
            assertThat(client.nextText()).contains("\"protocol\":\"ticktide.json.v1\"");
        }
    }

    @Test
    void otherPathIsNotFound() throws IOException {
        refused("GET", "/v1/other", GOOD, "404", "nothing at /v1/other; the page is at /, ");
    }

    @Test
    void otherMethodIsNotAllowed() throws IOException {
        refused("DELETE", "/v1/stream", GOOD, "405", "a WebSocket is opened with GET");
    }

    @Test
    void plainRequestMustUpgrade() throws IOException {
        String head = refused("GET", "/v1/stream", "", "426", "this address speaks WebSocket only");

        assertThat(head).contains("Upgrade: websocket");
    }

    @Test
    void otherVersionIsToldTheOneSpoken() throws IOException {
        String old = RawClient.UPGRADE + RawClient.KEY + "Sec-WebSocket-Version: 8\r\n";

        String head = refused("GET", "/v1/stream", old, "426", "Sec-WebSocket-Version must be 13");

        assertThat(head).contains("Sec-WebSocket-Version: 13");
    }

    @Test
    void missingOrMalformedKeyIsABadRequest() throws IOException {
        String text = "Sec-WebSocket-Key is missing or malformed";
        String headers = RawClient.UPGRADE + RawClient.VERSION;

        refused("GET", "/v1/stream", headers, "400", text);
        refused("GET", "/v1/stream", headers + "Sec-WebSocket-Key: abc\r\n", "400", text);
    }

    @Test
    void foreignOriginIsForbidden() throws IOException {
        String text = "this Origin is not allowed; see endpoint.allowed-origins";

        refused("GET", "/v1/stream", GOOD + "Origin: https://evil.example\r\n", "403", text);
        refused("GET", "/v1/stream", GOOD + "Origin: null\r\n", "403", text);
        refused("GET", "/v1/stream", GOOD + "Origin: http://127.0.0.1:1\r\n", "403", text);
        refused("GET", "/v1/stream", GOOD + "Origin: %%%\r\n", "403", text);
    }

    @Test
    void ownAndListedOriginsAreWelcome() throws IOException {
        for (String origin :
                List.of("http://127.0.0.1:" + server.port(), "https://charts.example")) {
            try (RawClient client = new RawClient(server.port())) {
                client.request("GET", "/v1/stream", GOOD + "Origin: " + origin + "\r\n");

                assertThat(client.head()).as(origin).startsWith("HTTP/1.1 101 ");
            }
        }
    }

    @Test
    void oneAddressMayNotTakeAllConnections() throws IOException {
        try (RawClient first = RawClient.connect(server);
                RawClient second = RawClient.connect(server)) {
            first.nextText();
            second.nextText();

            String head =
                    refused(
                            "GET",
                            "/v1/stream",
                            GOOD,
                            "429",
                            "too many connections from this address");
            assertThat(head).contains("Retry-After: 5");
        }
        Awaitility.await()
                .untilAsserted(
                        () -> {
                            try (RawClient again = new RawClient(server.port())) {
                                again.request("GET", "/v1/stream", GOOD);
                                assertThat(again.head()).startsWith("HTTP/1.1 101 ");
                            }
                        });
    }

    @Test
    void fullServerAsksToComeBack() throws Exception {
        server.close();
        server = new LiveServer(LiveServer.endpoint(1, 5, List.of()));
        try (RawClient only = RawClient.connect(server)) {
            only.nextText();

            String head = refused("GET", "/v1/stream", GOOD, "503", "too many connections");
            assertThat(head).contains("Retry-After: 5");
        }
    }

    private String refused(String method, String path, String headers, String status, String text)
            throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.request(method, path, headers);
            String head = client.head();
            assertThat(head)
                    .startsWith("HTTP/1.1 " + status + ' ')
                    .contains("Content-Type: application/json; charset=utf-8");
            int lengthAt = head.indexOf("Content-Length: ") + "Content-Length: ".length();
            int length = Integer.parseInt(head.substring(lengthAt, head.indexOf('\r', lengthAt)));
            assertThat(client.body(length))
                    .startsWith("{\"error\":{\"code\":" + status + ",\"text\":\"" + text);
            return head;
        }
    }
}
