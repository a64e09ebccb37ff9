package io.ticktide.tls;

import io.ticktide.tls.PemFile.Block;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Certificates in a PEM file. */
final class PemCertificates {
    private static final String CERTIFICATE = "CERTIFICATE";

    private PemCertificates() {}

    /**
     * All certificates of a file, in its order; blocks of other kinds do not count.
     *
     * @throws TlsFileException when there is none, or one is broken.
     */
    static List<X509Certificate> read(Path file) throws TlsFileException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : PemFile.read(file)) {
            if (block.label().equals(CERTIFICATE)) {
                certificates.add(certificate(file, certificates.size() + 1, block));
            }
        }
        if (certificates.isEmpty()) {
            throw new TlsFileException(file + " holds no certificate (\"BEGIN CERTIFICATE\")");
        }
        return certificates;
    }

    private static X509Certificate certificate(Path file, int number, Block block)
            throws TlsFileException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(block.bytes()));
        } catch (CertificateException e) {
            throw new TlsFileException(
                    file + ": certificate " + number + " is broken: " + e.getMessage(), e);
        }
    }
}
