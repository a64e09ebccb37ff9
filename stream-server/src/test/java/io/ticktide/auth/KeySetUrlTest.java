package io.ticktide.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class KeySetUrlTest {
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void bodyIsRead() throws IOException {
        answer("/jwks", 200, "{\"keys\":[]} \u20ac");

        assertThat(read("/jwks")).isEqualTo("{\"keys\":[]} \u20ac");
    }

    @Test
    void otherStatusIsAFailureAndRedirectsAreNotFollowed() {
        answer("/there", 200, "{}");
        server.createContext(
                "/moved",
                exchange -> {
                    exchange.getResponseHeaders().set("Location", "/there");
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });

        assertThatThrownBy(() -> read("/absent")).hasMessage("the server answers 404");
        assertThatThrownBy(() -> read("/moved")).hasMessage("the server answers 302");
    }

    @Test
    void hugeBodyIsGivenUpAtTheBound() {
        server.createContext(
                "/huge",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] piece = new byte[65_536];
                    try (exchange) {
                        for (int i = 0; i < 100_000; i++) {
                            exchange.getResponseBody().write(piece);
                        }
                    }
                });

        assertThatThrownBy(() -> read("/huge")).hasMessage("more than 1048576 bytes came");
    }

    @Test
    void bodyThatDripsIsGivenUpAfterAWhile() {
        // given: a clock that says that each look took six seconds
        server.createContext(
                "/slow",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (exchange) {
                        for (int i = 0; i < 10; i++) {
                            exchange.getResponseBody().write(' ');
                            exchange.getResponseBody().flush();
                            over.await(20, TimeUnit.MILLISECONDS);
                        }
                        over.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        long[] nowNs = {0};
        NanoClock clock = () -> nowNs[0] += TimeUnit.SECONDS.toNanos(6);

        assertThatThrownBy(() -> new KeySetUrl(url("/slow"), clock).read())
                .hasMessage("it takes more than 15 s");
    }

    @Test
    void serverThatSaysNothingIsGivenUp() {
        server.createContext(
                "/silent",
                exchange -> {
                    try {
                        over.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });

        assertThatThrownBy(() -> read("/silent")).isInstanceOf(SocketTimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://keys.example/jwks",
                "https://10.0.0.1:8443/a?b=c",
                "http://localhost:8080/jwks",
                "http://127.0.0.1/jwks",
                "http://127.9.9.9/jwks",
                "http://[::1]:80/",
            })
    void placesThatNobodyCanTamperWithAreAccepted(String url) {
        assertThatCode(() -> KeySetUrl.check(url)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "http://keys.example/jwks, keys could be swapped on their way",
        "http://10.0.0.1/jwks, keys could be swapped on their way",
        "http://localhost.example/, keys could be swapped on their way",
        "http://127.0.0.1.example/, keys could be swapped on their way",
        "ftp://keys.example/jwks, must begin with https://",
        "file:///etc/jwks.json, is no URL of a server",
        "https://user:hush@keys.example/, is no URL of a server",
        "keys.json, is no URL of a server",
    })
    void otherPlacesAreRefused(String url, String why) {
        assertThatThrownBy(() -> KeySetUrl.check(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private void answer(String path, int status, String body) {
        server.createContext(
                path,
                exchange -> {
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }

    private String read(String path) throws IOException {
        return new KeySetUrl(url(path), SystemNanoClock.INSTANCE).read();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }
}
