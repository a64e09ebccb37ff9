package io.ticktide.auth;

import java.util.Map;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** Makes tokens for development: HS256, signed with the server's secret. */
public final class TokenMaker {
    private final byte[] secret;

    /**
     * @param secret at least {@link SecretFile#LEAST_BYTES}.
     */
    public TokenMaker(byte[] secret) {
        if (secret.length < SecretFile.LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "HS256 needs " + SecretFile.LEAST_BYTES + " bytes, not " + secret.length);
        }
        this.secret = secret.clone();
    }

    /**
     * A token.
     *
     * @param principal its end is rounded down to whole seconds.
     * @param issuer empty: none.
     * @param audience empty: none.
     * @param nowMs since the Unix epoch; when it was issued.
     */
    public String token(Principal principal, String issuer, String audience, long nowMs) {
        JwtClaims claims = new JwtClaims();
        if (!issuer.isEmpty()) {
            claims.setIssuer(issuer);
        }
        if (!audience.isEmpty()) {
            claims.setAudience(audience);
        }
        if (principal.subject() != null) {
            claims.setSubject(principal.subject());
        }
        claims.setIssuedAt(NumericDate.fromMilliseconds(nowMs));
        if (principal.expires()) {
            claims.setExpirationTime(NumericDate.fromMilliseconds(principal.expiresMs()));
        }
        Map<String, Object> claim = StreamsClaim.of(principal);
        if (!claim.isEmpty()) {
            claims.setClaim(StreamsClaim.NAME, claim);
        }
        JsonWebSignature signed = new JsonWebSignature();
        signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signed.setPayload(claims.toJson());
        signed.setKey(new HmacKey(secret));
        try {
            return signed.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
