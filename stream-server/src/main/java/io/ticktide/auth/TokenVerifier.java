package io.ticktide.auth;

import java.security.Key;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Verifies tokens: JWTs signed by one of the keys, with an algorithm of the list, for this server,
 * now. HMACs are compared in constant time (jose4j's {@code ByteUtil.secureEquals}).
 *
 * <p>Thread-safe.
 */
public final class TokenVerifier {
    private static final int MOST_CHARS = 8_192;
    private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000 - 1;

    private final TokenKeys keys;
    private final List<String> algorithms;
    private final String issuer;
    private final String audience;

    /**
     * @param algorithms that are accepted; {@code none} is not, whatever the list says.
     * @param issuer that a token must name; empty: any or none.
     * @param audience that must be among a token's; empty: any or none.
     */
    public TokenVerifier(TokenKeys keys, List<String> algorithms, String issuer, String audience) {
        this.keys = keys;
        this.algorithms = algorithms.stream().filter(name -> !name.equals("none")).toList();
        this.issuer = issuer;
        this.audience = audience;
    }

    /**
     * Whose token it is.
     *
     * @param nowMs since the Unix epoch.
     * @throws TokenRefused when it is not accepted.
     */
    public Principal verify(String token, long nowMs) throws TokenRefused {
        if (token.length() > MOST_CHARS) {
            throw TokenRefused.bad("the token is longer than " + MOST_CHARS + " characters");
        }
        if (token.chars().filter(c -> c == '.').count() != 2) {
            throw malformed(); // Not even looked at: encrypted ones would cost time.
        }
        try {
            JwtClaims claims = consumer(nowMs).processToClaims(token);
            Object claim = claims.getClaimValue(StreamsClaim.NAME);
            return new Principal(
                    claims.getSubject(),
                    expiresMs(claims),
                    StreamsClaim.read(claim),
                    StreamsClaim.isAdmin(claim));
        } catch (InvalidJwtException e) {
            throw refusal(e);
        } catch (MalformedClaimException e) {
            throw malformed();
        }
    }

    private JwtConsumer consumer(long nowMs) {
        JwtConsumerBuilder builder =
                new JwtConsumerBuilder()
                        .setVerificationKeyResolver(this::resolve)
                        .setJwsAlgorithmConstraints(
                                ConstraintType.PERMIT, algorithms.toArray(String[]::new))
                        .setEvaluationTime(NumericDate.fromMilliseconds(nowMs));
        if (!issuer.isEmpty()) {
            builder.setExpectedIssuer(issuer);
        }
        if (audience.isEmpty()) {
            builder.setSkipDefaultAudienceValidation();
        } else {
            builder.setExpectedAudience(audience);
        }
        return builder.build();
    }

    private Key resolve(JsonWebSignature token, List<JsonWebStructure> nesting)
            throws UnresolvableKeyException {
        if (!algorithms.contains(token.getAlgorithmHeaderValue())) {
            throw new AlgorithmNotAllowed();
        }
        return keys.resolve(token, nesting);
    }

    /** Tells an algorithm that is not wanted from a key that is not there. */
    private static final class AlgorithmNotAllowed extends UnresolvableKeyException {
        private static final long serialVersionUID = 1L;

        AlgorithmNotAllowed() {
            super("algorithm not allowed");
        }
    }

    private static long expiresMs(JwtClaims claims) throws TokenRefused, MalformedClaimException {
        NumericDate end = claims.getExpirationTime();
        if (end == null) {
            return Principal.NEVER;
        }
        if (end.getValue() > MOST_SECONDS) {
            throw TokenRefused.bad("the token's claim \"exp\" is out of range");
        }
        return end.getValueInMillis();
    }

    // Nothing of the exception's text: it quotes the token.
    private TokenRefused refusal(InvalidJwtException e) {
        if (e.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)) {
            return TokenRefused.bad("the token's signature does not match");
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof AlgorithmNotAllowed) {
                return TokenRefused.bad(
                        "the token's algorithm is not allowed; allowed: "
                                + String.join(", ", algorithms));
            }
            if (cause instanceof UnresolvableKeyException) {
                return TokenRefused.bad("the server has no key for the token");
            }
        }
        return byClaim(e);
    }

    private static TokenRefused byClaim(InvalidJwtException e) {
        if (e.hasErrorCode(ErrorCodes.ISSUER_INVALID)
                || e.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
            return TokenRefused.bad("the token is not of the issuer expected");
        }
        if (e.hasErrorCode(ErrorCodes.AUDIENCE_INVALID)
                || e.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return TokenRefused.bad("the token is not for this audience");
        }
        if (e.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
            return TokenRefused.bad("the token is not valid yet");
        }
        return e.hasExpired() ? TokenRefused.expired() : malformed();
    }

    private static TokenRefused malformed() {
        return TokenRefused.bad("the token is no signed JWT");
    }
}
