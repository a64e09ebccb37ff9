package io.ticktide.server;

import io.ticktide.auth.Authentication;
import io.ticktide.auth.KeyFileException;
import io.ticktide.auth.SecretFile;
import io.ticktide.auth.TokenKeys;
import io.ticktide.auth.TokenVerifier;
import io.ticktide.config.AuthConfig;
import java.nio.file.Path;

/** Makes of the configuration what lets clients in. */
public final class Authentications {
    private Authentications() {}

    /**
     * Reads the keys that are configured.
     *
     * @throws StartException when a file of keys cannot be used.
     */
    public static Authentication of(AuthConfig config) throws StartException {
        if (config.mode().equals("none")) {
            return Authentication.none();
        }
        TokenVerifier verifier =
                new TokenVerifier(
                        keys(config), config.algorithms(), config.issuer(), config.audience());
        return Authentication.byToken(verifier, config.waitMs(), config.warnBeforeExpiryMs());
    }

    private static TokenKeys keys(AuthConfig config) throws StartException {
        String key = "auth.secret-file";
        try {
            byte[] secret =
                    config.secretFile().isBlank()
                            ? null
                            : SecretFile.read(Path.of(config.secretFile()));
            key = "auth.jwks-file";
            Path jwksFile = config.jwksFile().isBlank() ? null : Path.of(config.jwksFile());
            return TokenKeys.of(secret, jwksFile);
        } catch (KeyFileException e) {
            throw new StartException(key + ": " + e.getMessage(), e);
        }
    }
}
