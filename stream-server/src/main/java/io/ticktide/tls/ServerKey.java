package io.ticktide.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * What a server shows to prove who it is.
 *
 * @param chain its certificate, then those that vouch for it.
 * @param privateKey of the first certificate.
 */
public record ServerKey(List<X509Certificate> chain, PrivateKey privateKey) {
    public ServerKey {
        chain = List.copyOf(chain);
    }

    /**
     * Reads both files.
     *
     * @throws TlsFileException when one cannot be used, or they do not belong together.
     */
    public static ServerKey read(Path certificateFile, Path keyFile) throws TlsFileException {
        List<X509Certificate> chain = PemCertificates.read(certificateFile);
        PrivateKey key = PemPrivateKey.read(keyFile);
        if (!belongTogether(chain.get(0).getPublicKey(), key)) {
            throw new TlsFileException(
                    keyFile
                            + " is not the key of the first certificate in "
                            + certificateFile
                            + " ("
                            + chain.get(0).getSubjectX500Principal()
                            + "); the server's own certificate comes first");
        }
        return new ServerKey(chain, key);
    }

    /** When the certificate ends. */
    public Instant validUntil() {
        return chain.get(0).getNotAfter().toInstant();
    }

    /** When the certificate begins to hold. */
    public Instant validFrom() {
        return chain.get(0).getNotBefore().toInstant();
    }

    /** Whom the certificate names. */
    public String subject() {
        return chain.get(0).getSubjectX500Principal().getName();
    }

    private static boolean belongTogether(PublicKey publicKey, PrivateKey key) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "EdDSA";
                };
        byte[] probe = "ticktide".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // Of another kind than the certificate's.
        }
    }
}
