package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.config.InvalidConfigException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who counts as the client when a proxy connects for it. */
@Timeout(60)
final class ProxyIT {
    private static final String ONE = "X-Forwarded-For: 203.0.113.9\r\n";
    private static final String OTHER = "X-Forwarded-For: 203.0.113.10\r\n";
    private static final String SPOOFED = "X-Forwarded-For: 198.51.100.7, 203.0.113.9\r\n";

    private final List<RawClient> clients = new ArrayList<>();
    private LiveServer server;

    @AfterEach
    void stop() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void clientsOfATrustedProxyAreCountedByTheirOwnAddresses() throws Exception {
        start("endpoint.trusted-proxies=127.0.0.0/8,::1");

        assertThat(status(ONE)).isEqualTo("101");
        assertThat(status(ONE)).isEqualTo("429");
        assertThat(status(SPOOFED)).isEqualTo("429");
        assertThat(status(OTHER)).isEqualTo("101");
        assertThat(status("")).as("the proxy itself").isEqualTo("101");
        assertThat(status("X-Forwarded-For: nobody\r\n")).as("its address again").isEqualTo("429");
    }

    @Test
    void whoIsNotTrustedCannotPretendToBeSomebodyElse() throws Exception {
        start("endpoint.trusted-proxies=10.0.0.0/8");

        assertThat(status(ONE)).isEqualTo("101");
        assertThat(status(OTHER)).isEqualTo("429");
        assertThat(status("X-Forwarded-For: 10.0.0.1\r\n")).isEqualTo("429");
    }

    @Test
    void nobodyIsTrustedUnlessConfigured() throws Exception {
        start();

        assertThat(status(ONE)).isEqualTo("101");
        assertThat(status(OTHER)).isEqualTo("429");
    }

    @Test
    void pageOfTheSchemeThatTheProxySawIsTheOwnOne() throws Exception {
        start("endpoint.trusted-proxies=127.0.0.1");
        String host = "127.0.0.1:" + server.port();
        String secure = "X-Forwarded-Proto: https\r\n";

        assertThat(status(ONE + secure + "Origin: https://" + host + "\r\n")).isEqualTo("101");
        assertThat(status(OTHER + secure + "Origin: http://" + host + "\r\n")).isEqualTo("403");
        assertThat(status(OTHER + secure + "Origin: https://evil.example\r\n")).isEqualTo("403");
        assertThat(
                        status(
                                OTHER
                                        + "X-Forwarded-Proto: https, http\r\n"
                                        + "Origin: http://"
                                        + host
                                        + "\r\n"))
                .isEqualTo("101");
    }

    @Test
    void schemeThatSomebodyElseClaimsMeansNothing() throws Exception {
        start();
        String origin = "Origin: http://127.0.0.1:" + server.port() + "\r\n";

        assertThat(status("X-Forwarded-Proto: https\r\n" + origin)).isEqualTo("101");
    }

    @Test
    void configurationThatNamesNoAddressIsRefused() {
        assertThatThrownBy(() -> start("endpoint.trusted-proxies=proxy.example"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(
                        "endpoint.trusted-proxies: \"proxy.example\" is no address and no network");
    }

    private void start(String... settings) throws Exception {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("endpoint.max-connections-per-address=1");
        all.add("admin.port=0");
        server = LiveServer.with(all.toArray(String[]::new));
    }

    /** Status of a handshake; the connection stays open until the end of the test. */
    private String status(String headers) throws IOException {
        RawClient client = new RawClient(server.port());
        clients.add(client);
        client.request(
                "GET",
                "/v1/stream",
                RawClient.UPGRADE + RawClient.VERSION + RawClient.KEY + headers);
        String head = client.head();
        if (head.startsWith("HTTP/1.1 101 ")) {
            client.nextText(); // Welcome: from now on it counts.
        }
        return head.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3);
    }
}
