package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.harness.SelfSigned;
import io.ticktide.tls.ClientTls;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class SecurityHeadersIT {
    @TempDir private Path directory;

    private LiveServer server;

    @BeforeEach
    void start() throws StartException {
        server = new LiveServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/app/main.js",
                "/app/theme.css",
                "/favicon.svg",
                "/client/ticktide.js",
                "/schema.xml",
                "/api/symbols",
                "/api/candles",
                "/stats",
                "/health",
                "/ready",
                "/v1/stream",
                "/nothing",
            })
    void everyAnswerAllowsBrowsersItsOwnFilesOnly(String path) {
        HttpHeaders headers = HttpApiIT.get(server, path).headers();

        assertThat(headers.allValues("Content-Security-Policy"))
                .containsExactly(
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
                                + " data:; connect-src 'self'; frame-ancestors 'none'; base-uri"
                                + " 'none'; form-action 'none'");
        assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(headers.allValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(headers.allValues("Cross-Origin-Opener-Policy")).containsExactly("same-origin");
        assertThat(headers.firstValue("Permissions-Policy").orElse("")).contains("camera=()");
        assertThat(headers.map()).doesNotContainKeys("strict-transport-security", "server");
    }

    @ParameterizedTest
    @CsvSource({
        "/,same-origin,no-cache",
        "/api/symbols,same-origin,no-store",
        "/stats,same-origin,no-store",
        "/client/ticktide.js,cross-origin,no-cache",
        "/client/wire.js,cross-origin,no-cache",
        "/client/nothing.js,cross-origin,no-store",
    })
    void onlyClientModulesAreForPagesOfOtherOriginsAndOnlyFilesAreKept(
            String path, String resourcePolicy, String cacheControl) {
        HttpHeaders headers = HttpApiIT.get(server, path).headers();

        assertThat(headers.allValues("Cross-Origin-Resource-Policy"))
                .containsExactly(resourcePolicy);
        assertThat(headers.allValues("Cache-Control")).containsExactly(cacheControl);
    }

    @Test
    void hostWithCertificateAsksForTlsFromNowOnButLoopbackDoesNot() throws Exception {
        // given
        SelfSigned files = SelfSigned.create(directory, "EC");
        try (LiveServer secure =
                LiveServer.with(
                        "endpoint.tls-certificate=" + files.certificate(),
                        "endpoint.tls-key=" + files.key())) {
            // when, then
            assertThat(headOf(secure, files, "prices.example"))
                    .contains("Strict-Transport-Security: max-age=31536000\r\n");
            assertThat(headOf(secure, files, "localhost:8443"))
                    .doesNotContain("Strict-Transport-Security");
        }
    }

    private static String headOf(LiveServer secure, SelfSigned files, String host)
            throws Exception {
        try (RawClient client =
                new RawClient(
                        secure.port(),
                        ClientTls.trusting(files.certificate()).getSocketFactory())) {
            client.begin("GET /health HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            return headOf(client);
        }
    }

    private static String headOf(RawClient client) throws IOException {
        String head = client.head();
        assertThat(head).startsWith("HTTP/1.1 200 ");
        return head;
    }
}
