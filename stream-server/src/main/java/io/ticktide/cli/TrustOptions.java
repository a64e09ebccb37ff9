package io.ticktide.cli;

import io.ticktide.tls.ClientTls;
import io.ticktide.tls.TlsFileException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Option;

/** Options of a client whose server speaks TLS. */
final class TrustOptions {
    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "Trust the certificates in this PEM file instead of the public authorities"
                            + " (wss:// only).")
    private Path file;

    @Option(
            names = "--insecure",
            description = "Trust any certificate, for tests: nobody checks who answers.")
    private boolean insecure;

    /**
     * Whom to trust.
     *
     * @throws IllegalArgumentException when that makes no sense, or the file cannot be used.
     */
    SSLContext context() {
        if (insecure && file != null) {
            throw new IllegalArgumentException("--ca and --insecure exclude each other");
        }
        if (insecure) {
            return ClientTls.trustingAnybody();
        }
        try {
            return file == null ? ClientTls.trustingAuthorities() : ClientTls.trusting(file);
        } catch (TlsFileException e) {
            throw new IllegalArgumentException("--ca " + e.getMessage(), e);
        }
    }
}
