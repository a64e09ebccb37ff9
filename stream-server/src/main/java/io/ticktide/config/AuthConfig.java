package io.ticktide.config;

import io.ticktide.auth.KeySetUrl;
import java.util.List;
import java.util.Set;

/**
 * Who is let in.
 *
 * @param mode {@code none}: everybody; {@code token}: who has a valid one.
 * @param secretFile the secret of HS256, at least 32 bytes; empty: none.
 * @param jwksFile public keys, a JSON Web Key Set; empty: none.
 * @param algorithms of signatures that are accepted.
 * @param issuer that a token must name; empty: any.
 * @param audience that a token must name; empty: any.
 * @param waitMs how long a client may take to show a token, 100 to 600,000.
 * @param warnBeforeExpiryMs how long before its token's end a client is warned, 0 to 86,400,000.
 * @param jwksUrl where public keys are fetched, https, or http on this machine; empty: nowhere.
 * @param jwksRefreshSeconds between two fetches, 1 to 86,400.
 */
public record AuthConfig(
        String mode,
        String secretFile,
        String jwksFile,
        List<String> algorithms,
        String issuer,
        String audience,
        int waitMs,
        int warnBeforeExpiryMs,
        String jwksUrl,
        int jwksRefreshSeconds) {
    static final String ALGORITHMS =
            "HS256 HS384 HS512 RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA";

    public AuthConfig {
        Checks.oneOf("auth.mode", mode, "none", "token");
        algorithms = List.copyOf(algorithms);
        Checks.isTrue(!algorithms.isEmpty(), "auth.algorithms", "must name at least one");
        for (String algorithm : algorithms) {
            Checks.isTrue(
                    Set.of(ALGORITHMS.split(" ")).contains(algorithm),
                    "auth.algorithms",
                    '"' + algorithm + "\" is not one of " + ALGORITHMS);
        }
        Checks.isTrue(
                mode.equals("none")
                        || !secretFile.isBlank()
                        || !jwksFile.isBlank()
                        || !jwksUrl.isBlank(),
                "auth.mode",
                "\"token\" needs keys to check tokens with; set auth.secret-file (`ticktide token"
                        + " --new-secret FILE` makes one), auth.jwks-file or auth.jwks-url");
        Checks.inRange("auth.wait-ms", waitMs, 100, 600_000);
        Checks.inRange("auth.warn-before-expiry-ms", warnBeforeExpiryMs, 0, 86_400_000);
        if (!jwksUrl.isBlank()) {
            checkUrl(jwksUrl);
        }
        Checks.inRange("auth.jwks-refresh-seconds", jwksRefreshSeconds, 1, 86_400);
    }

    private static void checkUrl(String url) {
        try {
            KeySetUrl.check(url);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("auth.jwks-url", e.getMessage());
        }
    }

    public static AuthConfig defaults() {
        return new AuthConfig(
                "none", "", "", List.of("HS256", "RS256", "EdDSA"), "", "", 5_000, 30_000, "", 300);
    }
}
