package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.config.InvalidConfigException;
import io.ticktide.harness.WebPages;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import javax.net.SocketFactory;
import org.awaitility.Awaitility;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tokens that are checked by the keys of a web server. */
@Timeout(60)
final class KeyFetcherIT {
    private final CountDownLatch over = new CountDownLatch(1);
    private WebPages web;
    private PublicJsonWebKey key;
    private volatile String served;
    private LiveServer server;

    @BeforeEach
    void serveKeys() throws Exception {
        key = key("k1");
        served = set(key);
        web = new WebPages();
        web.put("/jwks", out -> WebPages.of(200, served).answer(out));
        web.put("/silent", out -> over.await());
    }

    @AfterEach
    void stop() throws Exception {
        over.countDown();
        web.close();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void keysAreThereWhenTheFirstClientComesAndNewOnesFollow() throws Exception {
        // given
        start("/jwks");
        assertThat(answer(token(key))).startsWith("{\"op\":\"authenticated\",\"subject\":\"ann\"");

        // when
        PublicJsonWebKey newer = key("k2");
        served = set(newer);

        // then: an unknown key id has them fetched, so that it is known soon
        Awaitility.await()
                .until(() -> answer(token(newer)).startsWith("{\"op\":\"authenticated\""));
        assertThat(answer(token(key)))
                .contains("\"code\":401,")
                .contains("the server has no key for the token");
    }

    @Test
    void outageAndNonsenseLeaveTheKeysThatWereGood() throws Exception {
        // given
        start("/jwks");
        served = "<html>";
        PublicJsonWebKey unknown = key("k9");
        assertThat(answer(token(unknown))).contains("the server has no key for the token");

        // when
        web.close();

        // then
        assertThat(answer(token(unknown))).contains("the server has no key for the token");
        assertThat(answer(token(key))).startsWith("{\"op\":\"authenticated\"");
    }

    @Test
    void webServerThatSaysNothingHoldsUpNeitherTheStartForLongNorPrices() throws Exception {
        // when
        start("/silent");

        // then
        assertThat(answer(token(key))).contains("the server has no key for the token");
        try (RawClient client = new RawClient(server.port())) {
            client.request("GET", "/health", "");
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void plainHttpFromElsewhereIsRefused() {
        assertThatThrownBy(
                        () ->
                                LiveServer.with(
                                        "auth.mode=token",
                                        "auth.jwks-url=http://keys.example/jwks"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(
                        "auth.jwks-url: \"http://keys.example/jwks\" must begin with");
    }

    private void start(String path) throws Exception {
        server =
                LiveServer.with(
                        "auth.mode=token",
                        "auth.jwks-refresh-seconds=1",
                        "auth.jwks-url=" + web.url(path));
    }

    /** What the server says of a token. */
    private String answer(String token) throws IOException {
        try (RawClient client =
                RawClient.connect(
                        server,
                        SocketFactory.getDefault(),
                        "Authorization: Bearer " + token + "\r\n",
                        "")) {
            client.nextText(); // Welcome.
            return client.nextText();
        }
    }

    private static String token(PublicJsonWebKey key) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload("{\"sub\":\"ann\"}");
        signature.setAlgorithmHeaderValue("RS256");
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setKey(key.getPrivateKey());
        return signature.getCompactSerialization();
    }

    private static PublicJsonWebKey key(String id) throws JoseException {
        PublicJsonWebKey key = RsaJwkGenerator.generateJwk(2_048);
        key.setKeyId(id);
        return key;
    }

    private static String set(PublicJsonWebKey one) {
        return new JsonWebKeySet(one).toJson(OutputControlLevel.PUBLIC_ONLY);
    }
}
