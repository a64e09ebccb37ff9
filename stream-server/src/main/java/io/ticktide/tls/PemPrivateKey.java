package io.ticktide.tls;

import io.ticktide.tls.PemFile.Block;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/** The private key in a PEM file: PKCS#8, not encrypted, RSA, EC or Ed25519. */
final class PemPrivateKey {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private PemPrivateKey() {}

    /**
     * The key.
     *
     * @throws TlsFileException when there is none that can be used; says how to convert one.
     */
    static PrivateKey read(Path file) throws TlsFileException {
        List<Block> blocks = PemFile.read(file);
        for (Block block : blocks) {
            if (block.label().equals("PRIVATE KEY")) {
                return key(file, block.bytes());
            }
        }
        for (Block block : blocks) {
            if (block.label().endsWith("PRIVATE KEY")) {
                throw new TlsFileException(file + " " + convert(file, block.label()));
            }
        }
        throw new TlsFileException(
                file
                        + " holds no private key (\"BEGIN PRIVATE KEY\") but \"BEGIN "
                        + blocks.get(0).label()
                        + '"');
    }

    private static String convert(Path file, String label) {
        boolean encrypted = label.startsWith("ENCRYPTED");
        return "holds "
                + (encrypted ? "an encrypted key" : "a key in an older form")
                + " (\"BEGIN "
                + label
                + "\"); convert it: openssl pkcs8 -topk8 -nocrypt -in "
                + file
                + " -out key.pem";
    }

    private static PrivateKey key(Path file, byte[] pkcs8) throws TlsFileException {
        // The encoding names its algorithm, but only the factory of that one takes it.
        InvalidKeySpecException last = null;
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                last = e;
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java 17 has " + algorithm, e);
            }
        }
        throw new TlsFileException(
                file
                        + ": the private key is broken or of an unknown kind; use RSA, EC (P-256,"
                        + " P-384, P-521) or Ed25519",
                last);
    }
}
