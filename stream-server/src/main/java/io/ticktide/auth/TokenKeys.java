package io.ticktide.auth;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Key;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.HmacKey;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The keys by which tokens are verified. A secret serves the HMAC algorithms and nothing else, a
 * public key never serves them: so that nobody can sign with a public key as if it were a secret.
 *
 * <p>Immutable.
 */
public final class TokenKeys {
    private static final int MOST_BYTES = 1 << 20;

    private final Key secret;
    private final VerificationKeyResolver publicKeys;

    private TokenKeys(Key secret, VerificationKeyResolver publicKeys) {
        this.secret = secret;
        this.publicKeys = publicKeys;
    }

    /**
     * The keys.
     *
     * @param secret of HS256; null: none.
     * @param jwksFile public keys, a JSON Web Key Set (RFC 7517); null: none.
     * @throws KeyFileException when the file cannot be used.
     */
    public static TokenKeys of(byte[] secret, Path jwksFile) throws KeyFileException {
        return new TokenKeys(
                secret == null ? null : new HmacKey(secret),
                jwksFile == null ? null : publicKeys(jwksFile));
    }

    /**
     * The key for a token.
     *
     * @throws UnresolvableKeyException when there is none.
     */
    Key resolve(JsonWebSignature token, List<JsonWebStructure> nesting)
            throws UnresolvableKeyException {
        boolean hmac = token.getAlgorithmHeaderValue().startsWith("HS");
        if (hmac ? secret == null : publicKeys == null) {
            throw new UnresolvableKeyException("no key of this kind is configured");
        }
        return hmac ? secret : publicKeys.resolveKey(token, nesting);
    }

    private static VerificationKeyResolver publicKeys(Path file) throws KeyFileException {
        List<JsonWebKey> keys;
        try {
            String json = new String(KeyFiles.read(file, MOST_BYTES), StandardCharsets.UTF_8);
            keys = new JsonWebKeySet(json).getJsonWebKeys();
        } catch (JoseException e) {
            // The cause may quote the file, and with it a key that should not be there.
            throw new KeyFileException(
                    file + " is no JSON Web Key Set; expected {\"keys\":[{\"kty\":…},…]}");
        }
        if (keys.isEmpty()) {
            throw new KeyFileException(file + " holds no key of a known kind (RSA, EC, OKP)");
        }
        for (JsonWebKey key : keys) {
            if (!(key instanceof PublicJsonWebKey pair)) {
                throw new KeyFileException(
                        file
                                + " holds a secret (kty "
                                + key.getKeyType()
                                + "); put it into auth.secret-file");
            }
            if (pair.getPrivateKey() != null) {
                throw new KeyFileException(
                        file + " holds a private key; leave only the public parts in it");
            }
        }
        JwksVerificationKeyResolver resolver = new JwksVerificationKeyResolver(keys);
        resolver.setDisambiguateWithVerifySignature(true); // Keys without ids: try those that fit.
        return resolver;
    }
}
