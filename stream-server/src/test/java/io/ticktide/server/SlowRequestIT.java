package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.harness.SelfSigned;
import io.ticktide.tls.ClientTls;
import java.nio.file.Path;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that never finish a request. */
@Timeout(60)
final class SlowRequestIT {
    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void silentAndHalfSpokenClientsAreCutAndStreamsAreNot(boolean secure) throws Exception {
        // given
        SelfSigned files = SelfSigned.create(directory, "EC");
        SocketFactory sockets =
                secure
                        ? ClientTls.trusting(files.certificate()).getSocketFactory()
                        : SocketFactory.getDefault();
        try (LiveServer server =
                        LiveServer.with(
                                "endpoint.request-timeout-ms=300",
                                "endpoint.tls-certificate=" + (secure ? files.certificate() : ""),
                                "endpoint.tls-key=" + (secure ? files.key() : ""));
                RawClient healthy = RawClient.connect(server, sockets);
                RawClient silent = new RawClient(server.port());
                RawClient half = new RawClient(server.port(), sockets)) {
            healthy.nextText();
            half.begin("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ");

            // when, then
            silent.awaitEnd();
            half.awaitEnd();
            healthy.text("{\"op\":\"ping\"}");
            assertThat(healthy.nextText()).contains("pong");
        }
    }

    @Test
    void dripOfHeaderBytesDoesNotBuyTime() throws Exception {
        try (LiveServer server = LiveServer.with("endpoint.request-timeout-ms=300");
                RawClient slow = new RawClient(server.port())) {
            // when
            slow.begin("GET / HTTP/1.1\r\n");

            // then
            assertThat(slow.dripUntilCut('x')).isLessThan(16_384);
        }
    }

    @Test
    void headersBeyondTheBoundAreRefused() throws Exception {
        try (LiveServer server = LiveServer.with();
                RawClient wide = new RawClient(server.port());
                RawClient many = new RawClient(server.port())) {
            wide.request("GET", "/", "X-Wide: " + "x".repeat(20_000) + "\r\n");
            many.request("GET", "/", "X-Many: 1\r\n".repeat(101));

            assertThat(wide.head()).startsWith("HTTP/1.1 431 ");
            assertThat(many.head()).startsWith("HTTP/1.1 431 ");
        }
    }
}
