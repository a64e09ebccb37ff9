package io.ticktide.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenVerifierTest {
    private static final long NOW_MS = 1_700_000_000_000L;
    private static final long NOW_S = NOW_MS / 1_000;
    private static final byte[] SECRET =
            "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> ALGORITHMS = List.of("HS256", "RS256", "ES256", "EdDSA");

    private static PublicJsonWebKey rsa;
    private static PublicJsonWebKey elliptic;
    private static PublicJsonWebKey edwards;

    @TempDir private Path directory;
    private Path jwks;
    private TokenVerifier verifier;

    @BeforeAll
    static void makeKeys() throws JoseException {
        rsa = RsaJwkGenerator.generateJwk(2_048);
        rsa.setKeyId("r1");
        elliptic = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        edwards = OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
    }

    @BeforeEach
    void makeVerifier() throws Exception {
        jwks = directory.resolve("jwks.json");
        String keys =
                new JsonWebKeySet(rsa, elliptic, edwards).toJson(OutputControlLevel.PUBLIC_ONLY);
        Files.writeString(jwks, keys);
        verifier = new TokenVerifier(TokenKeys.of(SECRET, jwks), ALGORITHMS, "", "");
    }

    @Test
    void tokensOfEveryKindOfKeyAreAccepted() throws Exception {
        JwtClaims claims = claims();

        for (String token :
                List.of(
                        signed("HS256", new HmacKey(SECRET), claims),
                        signed("RS256", rsa.getPrivateKey(), claims),
                        signed("ES256", elliptic.getPrivateKey(), claims),
                        signed("EdDSA", edwards.getPrivateKey(), claims))) {
            assertThat(verifier.verify(token, NOW_MS))
                    .isEqualTo(new Principal("ann", (NOW_S + 60) * 1_000, Entitlements.ALL));
        }
    }

    @Test
    void signatureByAnotherKeyDoesNotMatch() throws Exception {
        PrivateKey other = RsaJwkGenerator.generateJwk(2_048).getPrivateKey();
        byte[] secret = SECRET.clone();
        secret[0]++;

        assertThat(refusal(signed("RS256", other, claims())))
                .isEqualTo("the token's signature does not match");
        assertThat(refusal(signed("HS256", new HmacKey(secret), claims())))
                .isEqualTo("the token's signature does not match");
    }

    @Test
    void tamperedPayloadDoesNotMatch() throws Exception {
        // given
        String[] parts = signed("HS256", new HmacKey(SECRET), claims()).split("\\.", -1);
        String payload =
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String forged = base64(payload.replace("ann", "eve"));

        // when, then
        assertThat(refusal(parts[0] + '.' + forged + '.' + parts[2]))
                .isEqualTo("the token's signature does not match");
        assertThat(payload).contains("ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE"})
    void unsignedTokenIsRefusedWhateverTheListSays(String none) throws Exception {
        TokenVerifier careless =
                new TokenVerifier(TokenKeys.of(SECRET, jwks), List.of("none", "HS256"), "", "");
        String token =
                base64("{\"alg\":\"" + none + "\"}") + '.' + base64("{\"sub\":\"eve\"}") + '.';

        TokenRefused refused =
                catchThrowableOfType(TokenRefused.class, () -> careless.verify(token, NOW_MS));

        assertThat(refused).hasMessage("the token's algorithm is not allowed; allowed: HS256");
    }

    @Test
    void publicKeyIsNoSecret() throws Exception {
        // given: what is public, used to sign as if it were the secret
        byte[] publicKey = rsa.getPublicKey().getEncoded();
        String token = signed("HS256", new HmacKey(publicKey), claims());
        TokenVerifier withoutSecret =
                new TokenVerifier(TokenKeys.of(null, jwks), ALGORITHMS, "", "");

        // when
        TokenRefused refused =
                catchThrowableOfType(TokenRefused.class, () -> withoutSecret.verify(token, NOW_MS));

        // then
        assertThat(refusal(token)).isEqualTo("the token's signature does not match");
        assertThat(refused).hasMessage("the server has no key for the token");
    }

    @Test
    void algorithmThatIsNotListedIsRefused() throws Exception {
        String text = "the token's algorithm is not allowed; allowed: HS256, RS256, ES256, EdDSA";

        assertThat(refusal(signed("RS384", rsa.getPrivateKey(), claims()))).isEqualTo(text);
        assertThat(refusal(base64("{}") + '.' + base64("{}") + ".e30")).isEqualTo(text);
    }

    @Test
    void tokenEndsWithItsLastSecondAndBeginsWithItsFirst() throws Exception {
        JwtClaims claims = claims();
        claims.setNotBefore(NumericDate.fromSeconds(NOW_S));
        String token = signed("HS256", new HmacKey(SECRET), claims);

        assertThat(verifier.verify(token, NOW_MS).subject()).isEqualTo("ann");
        assertThat(verifier.verify(token, NOW_MS + 59_999).subject()).isEqualTo("ann");
        TokenRefused late =
                catchThrowableOfType(
                        TokenRefused.class, () -> verifier.verify(token, NOW_MS + 60_000));
        assertThat(late).hasMessage("the token has expired");
        assertThat(late.isExpired()).isTrue();
        TokenRefused early =
                catchThrowableOfType(TokenRefused.class, () -> verifier.verify(token, NOW_MS - 1));
        assertThat(early).hasMessage("the token is not valid yet");
        assertThat(early.isExpired()).isFalse();
    }

    @Test
    void forgedTokenThatIsAlsoExpiredIsCalledForged() throws Exception {
        JwtClaims claims = claims();
        claims.setExpirationTime(NumericDate.fromSeconds(1));

        TokenRefused refused =
                catchThrowableOfType(
                        TokenRefused.class,
                        () -> verifier.verify(signed("HS256", wrongSecret(), claims), NOW_MS));

        assertThat(refused).hasMessage("the token's signature does not match");
        assertThat(refused.isExpired()).isFalse();
    }

    @Test
    void issuerAndAudienceAreAskedForWhenConfigured() throws Exception {
        // given
        TokenVerifier strict =
                new TokenVerifier(TokenKeys.of(SECRET, null), ALGORITHMS, "us", "ticktide");
        JwtClaims right = claims();
        right.setIssuer("us");
        right.setAudience("other", "ticktide");
        JwtClaims foreign = claims();
        foreign.setIssuer("them");
        foreign.setAudience("ticktide");
        JwtClaims elsewhere = claims();
        elsewhere.setIssuer("us");

        // when, then
        assertThat(strict.verify(signed("HS256", new HmacKey(SECRET), right), NOW_MS).subject())
                .isEqualTo("ann");
        assertThat(verifier.verify(signed("HS256", new HmacKey(SECRET), right), NOW_MS).subject())
                .isEqualTo("ann");
        assertThat(refusal(strict, signed("HS256", new HmacKey(SECRET), foreign)))
                .isEqualTo("the token is not of the issuer expected");
        assertThat(refusal(strict, signed("HS256", new HmacKey(SECRET), elsewhere)))
                .isEqualTo("the token is not for this audience");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "a.b", "a.b.c.d.e", "..", "\u0000.\u0000."})
    void whatIsNoSignedTokenIsCalledThat(String text) {
        assertThat(refusal(text)).isEqualTo("the token is no signed JWT");
    }

    @Test
    void hugeTokenIsNotLookedAt() {
        assertThat(refusal("a".repeat(8_193)))
                .isEqualTo("the token is longer than 8192 characters");
    }

    @Test
    void endBeyondTimeIsOutOfRange() throws Exception {
        JwtClaims claims = new JwtClaims();
        claims.setClaim("exp", Long.MAX_VALUE / 10);

        assertThat(refusal(signed("HS256", new HmacKey(SECRET), claims)))
                .isEqualTo("the token's claim \"exp\" is out of range");
    }

    @Test
    void entitlementsAreReadFromTheClaim() throws Exception {
        // given
        JwtClaims claims = claims();
        Map<String, ?> stream =
                Map.of("sym", List.of("crypto.*", "AAPL"), "ch", List.of("quote", "trade"));
        claims.setClaim("ticktide", Map.of("streams", List.of(stream)));

        // when
        Entitlements read =
                verifier.verify(signed("HS256", new HmacKey(SECRET), claims), NOW_MS)
                        .entitlements();

        // then
        assertThat(read.allow("BTC-USD", "crypto.*", "quote")).isTrue();
        assertThat(read.allow("AAPL", "equity.*", "trade")).isTrue();
        assertThat(read.allow("AAPL", "equity.*", "book")).isFalse();
        assertThat(read.allow("MSFT", "equity.*", "quote")).isFalse();
        assertThat(read.allowAnythingOf("MSFT", "equity.*")).isFalse();
        assertThat(read.allowAnythingOf("AAPL", "equity.*")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"streams\":{}}",
                "{\"streams\":[],\"until\":5}",
                "{\"admin\":\"yes\"}",
                "{\"streams\":5,\"admin\":true}",
                "{\"streams\":[{\"sym\":\"*\",\"ch\":[\"quote\"]}]}",
                "{\"streams\":[{\"sym\":[\"*\"]}]}",
                "{\"streams\":[{\"sym\":[1],\"ch\":[]}]}",
                "{\"streams\":[{\"sym\":[],\"ch\":[],\"maxRate\":5}]}"
            })
    void claimThatIsNotUnderstoodRefusesTheToken(String claim) throws Exception {
        JwtClaims claims = JwtClaims.parse("{\"ticktide\":" + claim + "}");

        assertThat(refusal(signed("HS256", new HmacKey(SECRET), claims)))
                .isEqualTo(
                        "the token's claim \"ticktide\" is not of the form"
                                + " {\"streams\":[{\"sym\":[…],\"ch\":[…]}],\"admin\":true}");
    }

    @Test
    void emptyClaimEntitlesToNothing() throws Exception {
        JwtClaims claims = JwtClaims.parse("{\"ticktide\":{\"streams\":[]}}");

        Principal principal = verifier.verify(signed("HS256", new HmacKey(SECRET), claims), NOW_MS);

        assertThat(principal.subject()).isNull();
        assertThat(principal.expires()).isFalse();
        assertThat(principal.entitlements().allow("AAPL", "equity.*", "quote")).isFalse();
    }

    @Test
    void onlyTheClaimMakesAnAdministrator() throws Exception {
        // given
        JwtClaims none = JwtClaims.parse("{\"ticktide\":{\"streams\":[],\"admin\":false}}");
        Principal prometheus = new Principal("prometheus", Principal.NEVER, Entitlements.ALL, true);

        // when
        Principal made =
                verifier.verify(new TokenMaker(SECRET).token(prometheus, "", "", NOW_MS), NOW_MS);
        Principal other = verifier.verify(signed("HS256", new HmacKey(SECRET), none), NOW_MS);
        Principal plain = verifier.verify(signed("HS256", new HmacKey(SECRET), claims()), NOW_MS);

        // then
        assertThat(made).isEqualTo(prometheus);
        assertThat(other.isAdmin()).isFalse();
        assertThat(plain.isAdmin()).isFalse();
    }

    @Test
    void madeTokenSaysWhatItWasMadeFor() throws Exception {
        // given
        Entitlements some =
                new Entitlements(
                        List.of(new Entitlements.Grant(Set.of("AAPL"), Set.of("quote", "book"))));
        Principal bob = new Principal("bob", NOW_MS + 5_000, some);

        // when
        String token = new TokenMaker(SECRET).token(bob, "us", "ticktide", NOW_MS);

        // then
        TokenVerifier strict =
                new TokenVerifier(TokenKeys.of(SECRET, null), ALGORITHMS, "us", "ticktide");
        assertThat(strict.verify(token, NOW_MS)).isEqualTo(bob);
    }

    private static JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setSubject("ann");
        claims.setExpirationTime(NumericDate.fromSeconds(NOW_S + 60));
        return claims;
    }

    private static Key wrongSecret() {
        return new HmacKey("another secret of thirty-two bytes".getBytes(StandardCharsets.UTF_8));
    }

    private static String signed(String algorithm, Key key, JwtClaims claims) {
        JsonWebSignature signed = new JsonWebSignature();
        signed.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signed.setAlgorithmHeaderValue(algorithm);
        signed.setPayload(claims.toJson());
        signed.setKey(key);
        try {
            return signed.getCompactSerialization();
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }

    private String refusal(String token) {
        return refusal(verifier, token);
    }

    private static String refusal(TokenVerifier by, String token) {
        TokenRefused refused =
                catchThrowableOfType(TokenRefused.class, () -> by.verify(token, NOW_MS));
        assertThat(refused).as("refusal of the token").isNotNull();
        return refused.getMessage();
    }

    private static String base64(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
