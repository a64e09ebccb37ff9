package io.ticktide.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FetchedKeysTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long REFRESH_NS = 300 * SECOND_NS;

    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger woken = new AtomicInteger();
    private PublicJsonWebKey first;
    private PublicJsonWebKey second;
    private String served; // null: an outage
    private FetchedKeys keys;
    private TokenVerifier verifier;

    @BeforeEach
    void make() throws Exception {
        first = key("k1");
        second = key("k2");
        served = set(first);
        keys = new FetchedKeys(this::read, "https://keys.example/jwks", REFRESH_NS);
        keys.onMissed(woken::incrementAndGet);
        verifier = new TokenVerifier(TokenKeys.of(null, null, keys), List.of("EdDSA"), "", "");
    }

    @Test
    void tokenIsRefusedUntilThereAreKeys() throws Exception {
        assertThat(refusal(first)).isEqualTo("the server has no key for the token");

        keys.refreshIfDue(0);

        assertThat(subject(first)).isEqualTo("ann");
    }

    @Test
    void rotatedKeysReplaceTheOldOnes() throws Exception {
        // given
        keys.refreshIfDue(0);
        served = set(second);

        // when, then
        keys.refreshIfDue(REFRESH_NS - 1);
        assertThat(subject(first)).isEqualTo("ann");
        keys.refreshIfDue(REFRESH_NS);
        assertThat(subject(second)).isEqualTo("ann");
        assertThat(refusal(first)).isEqualTo("the server has no key for the token");
        assertThat(reads).hasValue(2);
    }

    @Test
    void unknownKeyIdHasTheKeysFetchedEarlyButNotWithoutEnd() throws Exception {
        // given
        keys.refreshIfDue(0);
        served = set(first, second);

        // when: many tokens that nobody signed with a known key
        for (int i = 0; i < 100; i++) {
            assertThat(refusal(second)).isEqualTo("the server has no key for the token");
        }

        // then
        assertThat(woken).hasValue(1);
        keys.refreshIfDue(10 * SECOND_NS - 1);
        assertThat(reads).hasValue(1);
        assertThat(keys.waitNs(10 * SECOND_NS - 1)).isEqualTo(1);
        keys.refreshIfDue(10 * SECOND_NS);
        assertThat(reads).hasValue(2);
        assertThat(subject(second)).isEqualTo("ann");
        assertThat(keys.waitNs(10 * SECOND_NS)).isEqualTo(REFRESH_NS);
    }

    @Test
    void lastGoodKeysStayInAnOutage() throws Exception {
        keys.refreshIfDue(0);
        served = null;

        for (long nowNs = REFRESH_NS; nowNs < 3 * REFRESH_NS; nowNs += 10 * SECOND_NS) {
            keys.refreshIfDue(nowNs);
            assertThat(subject(first)).isEqualTo("ann");
        }

        served = set(second);
        keys.refreshIfDue(3 * REFRESH_NS);
        assertThat(subject(second)).isEqualTo("ann");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>login</html>",
                "{\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"aHVzaA\"}]}",
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%%%\"}]}",
            })
    void contentThatIsNoKeySetChangesNothing(String content) throws Exception {
        keys.refreshIfDue(0);
        served = content;

        keys.refreshIfDue(REFRESH_NS);

        assertThat(subject(first)).isEqualTo("ann");
        assertThat(keys.waitNs(REFRESH_NS)).as("tried again soon").isEqualTo(10 * SECOND_NS);
    }

    private String read() throws IOException {
        reads.incrementAndGet();
        if (served == null) {
            throw new IOException("connection refused");
        }
        return served;
    }

    private String subject(PublicJsonWebKey key) throws Exception {
        return verifier.verify(token(key), 0).subject();
    }

    private String refusal(PublicJsonWebKey key) {
        return catchThrowableOfType(TokenRefused.class, () -> verifier.verify(token(key), 0))
                .getMessage();
    }

    private static String token(PublicJsonWebKey key) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload("{\"sub\":\"ann\"}");
        signature.setAlgorithmHeaderValue("EdDSA");
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setKey(key.getPrivateKey());
        return signature.getCompactSerialization();
    }

    private static PublicJsonWebKey key(String id) throws JoseException {
        PublicJsonWebKey key = OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
        key.setKeyId(id);
        return key;
    }

    private static String set(PublicJsonWebKey... keys) {
        return new JsonWebKeySet(keys).toJson(OutputControlLevel.PUBLIC_ONLY);
    }
}
