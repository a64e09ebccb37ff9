package io.ticktide.auth;

import java.security.Key;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The public keys of a JSON Web Key Set (RFC 7517).
 *
 * <p>Immutable.
 */
final class PublicKeys {
    private final JwksVerificationKeyResolver resolver;
    private final int count;

    private PublicKeys(List<JsonWebKey> keys) {
        count = keys.size();
        resolver = new JwksVerificationKeyResolver(keys);
        resolver.setDisambiguateWithVerifySignature(true); // Keys without ids: try those that fit.
    }

    /**
     * Reads a key set.
     *
     * @param from where it comes from, for messages.
     * @throws KeyFileException when it cannot be used.
     */
    static PublicKeys parse(String json, Object from) throws KeyFileException {
        List<JsonWebKey> keys;
        try {
            keys = new JsonWebKeySet(json).getJsonWebKeys();
        } catch (JoseException e) {
            // The cause may quote the text, and with it a key that should not be there.
            throw new KeyFileException(
                    from + " is no JSON Web Key Set; expected {\"keys\":[{\"kty\":…},…]}");
        }
        if (keys.isEmpty()) {
            throw new KeyFileException(from + " holds no key of a known kind (RSA, EC, OKP)");
        }
        for (JsonWebKey key : keys) {
            if (!(key instanceof PublicJsonWebKey pair)) {
                throw new KeyFileException(
                        from
                                + " holds a secret (kty "
                                + key.getKeyType()
                                + "); put it into auth.secret-file");
            }
            if (pair.getPrivateKey() != null) {
                throw new KeyFileException(
                        from + " holds a private key; leave only the public parts in it");
            }
        }
        return new PublicKeys(keys);
    }

    int count() {
        return count;
    }

    /**
     * The key for a token.
     *
     * @throws UnresolvableKeyException when there is none.
     */
    Key resolve(JsonWebSignature token, List<JsonWebStructure> nesting)
            throws UnresolvableKeyException {
        return resolver.resolveKey(token, nesting);
    }
}
