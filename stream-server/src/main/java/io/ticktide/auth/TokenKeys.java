package io.ticktide.auth;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Key;
import java.util.List;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The keys by which tokens are verified. A secret serves the HMAC algorithms and nothing else, a
 * public key never serves them: so that nobody can sign with a public key as if it were a secret.
 *
 * <p>Thread-safe: only the keys that are fetched change.
 */
public final class TokenKeys {
    /** Of a key set. */
    static final int MOST_BYTES = 1 << 20;

    private final Key secret;
    private final PublicKeys publicKeys;
    private final FetchedKeys fetched;

    private TokenKeys(Key secret, PublicKeys publicKeys, FetchedKeys fetched) {
        this.secret = secret;
        this.publicKeys = publicKeys;
        this.fetched = fetched;
    }

    /**
     * The keys.
     *
     * @param secret of HS256; null: none.
     * @param jwksFile public keys, a JSON Web Key Set (RFC 7517); null: none.
     * @throws KeyFileException when the file cannot be used.
     */
    public static TokenKeys of(byte[] secret, Path jwksFile) throws KeyFileException {
        return of(secret, jwksFile, null);
    }

    /**
     * The keys.
     *
     * @param secret of HS256; null: none.
     * @param jwksFile public keys, a JSON Web Key Set (RFC 7517); null: none.
     * @param fetched more public keys; null: none.
     * @throws KeyFileException when the file cannot be used.
     */
    public static TokenKeys of(byte[] secret, Path jwksFile, FetchedKeys fetched)
            throws KeyFileException {
        return new TokenKeys(
                secret == null ? null : new HmacKey(secret),
                jwksFile == null ? null : publicKeys(jwksFile),
                fetched);
    }

    /**
     * The key for a token.
     *
     * @throws UnresolvableKeyException when there is none.
     */
    Key resolve(JsonWebSignature token, List<JsonWebStructure> nesting)
            throws UnresolvableKeyException {
        boolean hmac = token.getAlgorithmHeaderValue().startsWith("HS");
        if (hmac ? secret == null : publicKeys == null && fetched == null) {
            throw new UnresolvableKeyException("no key of this kind is configured");
        }
        return hmac ? secret : publicKey(token, nesting);
    }

    private Key publicKey(JsonWebSignature token, List<JsonWebStructure> nesting)
            throws UnresolvableKeyException {
        if (publicKeys == null) {
            return fetched.resolve(token, nesting);
        }
        try {
            return publicKeys.resolve(token, nesting);
        } catch (UnresolvableKeyException notInFile) {
            if (fetched == null) {
                throw notInFile;
            }
            return fetched.resolve(token, nesting);
        }
    }

    private static PublicKeys publicKeys(Path file) throws KeyFileException {
        String json = new String(KeyFiles.read(file, MOST_BYTES), StandardCharsets.UTF_8);
        return PublicKeys.parse(json, file);
    }
}
