package io.ticktide.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.harness.WebPages;
import java.io.IOException;
import java.net.SocketTimeoutException;
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
    private WebPages server;

    @BeforeEach
    void serve() throws IOException {
        server = new WebPages();
    }

    @AfterEach
    void stop() throws IOException {
        over.countDown();
        server.close();
    }

    @Test
    void bodyIsRead() throws IOException {
        server.put("/jwks", WebPages.of(200, "{\"keys\":[]} \u20ac"));

        assertThat(read("/jwks")).isEqualTo("{\"keys\":[]} \u20ac");
    }

    @Test
    void otherStatusIsAFailureAndRedirectsAreNotFollowed() {
        server.put("/there", WebPages.of(200, "{}"));
        server.put("/moved", out -> WebPages.head(out, 302, "Location: /there"));

        assertThatThrownBy(() -> read("/absent")).hasMessage("the server answers 404");
        assertThatThrownBy(() -> read("/moved")).hasMessage("the server answers 302");
    }

    @Test
    void hugeBodyIsGivenUpAtTheBound() {
        server.put(
                "/huge",
                out -> {
                    WebPages.head(out, 200, "Content-Type: text/plain");
                    byte[] piece = new byte[65_536];
                    for (int i = 0; i < 100_000; i++) {
                        out.write(piece);
                    }
                });

        assertThatThrownBy(() -> read("/huge")).hasMessage("more than 1048576 bytes came");
    }

    @Test
    void bodyThatDripsIsGivenUpAfterAWhile() {
        // given: a clock that says that each look took six seconds
        server.put(
                "/slow",
                out -> {
                    WebPages.head(out, 200, "Content-Type: text/plain");
                    for (int i = 0; i < 10; i++) {
                        out.write(' ');
                        over.await(20, TimeUnit.MILLISECONDS);
                    }
                    over.await();
                });
        long[] nowNs = {0};
        NanoClock clock = () -> nowNs[0] += TimeUnit.SECONDS.toNanos(6);

        assertThatThrownBy(() -> new KeySetUrl(url("/slow"), clock).read())
                .hasMessage("it takes more than 15 s");
    }

    @Test
    void serverThatSaysNothingIsGivenUp() {
        server.put("/silent", out -> over.await());

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
        "https://user:hush@keys.example/, names a user; they are asked for without one",
        "keys.json, is no URL of a server",
    })
    void otherPlacesAreRefused(String url, String why) {
        assertThatThrownBy(() -> KeySetUrl.check(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private String read(String path) throws IOException {
        return new KeySetUrl(url(path), SystemNanoClock.INSTANCE).read();
    }

    private String url(String path) {
        return server.url(path);
    }
}
