package io.ticktide.server;

import io.ticktide.auth.Authentication;
import io.ticktide.auth.FetchedKeys;
import io.ticktide.auth.KeyFileException;
import io.ticktide.auth.KeySetUrl;
import io.ticktide.auth.SecretFile;
import io.ticktide.auth.TokenKeys;
import io.ticktide.auth.TokenVerifier;
import io.ticktide.config.AuthConfig;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/** Makes of the configuration what lets clients in. */
public final class Authentications {
    private Authentications() {}

    /**
     * Reads the keys that are configured, but for those that are to be fetched.
     *
     * @throws StartException when a file of keys cannot be used.
     */
    public static Authentication of(AuthConfig config) throws StartException {
        return of(config, null);
    }

    /** The keys that are to be fetched; null when none are. */
    static FetchedKeys fetched(AuthConfig config, NanoClock clock) {
        if (config.mode().equals("none") || config.jwksUrl().isBlank()) {
            return null;
        }
        return new FetchedKeys(
                new KeySetUrl(config.jwksUrl(), clock),
                config.jwksUrl(),
                TimeUnit.SECONDS.toNanos(config.jwksRefreshSeconds()));
    }

    /**
     * Reads the keys that are configured.
     *
     * @param fetched what {@link #fetched} made.
     * @throws StartException when a file of keys cannot be used.
     */
    static Authentication of(AuthConfig config, FetchedKeys fetched) throws StartException {
        if (config.mode().equals("none")) {
            return Authentication.none();
        }
        TokenVerifier verifier =
                new TokenVerifier(
                        keys(config, fetched),
                        config.algorithms(),
                        config.issuer(),
                        config.audience());
        return Authentication.byToken(verifier, config.waitMs(), config.warnBeforeExpiryMs());
    }

    private static TokenKeys keys(AuthConfig config, FetchedKeys fetched) throws StartException {
        String key = "auth.secret-file";
        try {
            byte[] secret =
                    config.secretFile().isBlank()
                            ? null
                            : SecretFile.read(Path.of(config.secretFile()));
            key = "auth.jwks-file";
            Path jwksFile = config.jwksFile().isBlank() ? null : Path.of(config.jwksFile());
            return TokenKeys.of(secret, jwksFile, fetched);
        } catch (KeyFileException e) {
            throw new StartException(key + ": " + e.getMessage(), e);
        }
    }
}
