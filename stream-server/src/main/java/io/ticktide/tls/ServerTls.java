package io.ticktide.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.agrona.concurrent.NanoClock;

/** What a server needs to speak TLS. Thread-safe. */
public final class ServerTls {
    private static final String NO_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

    private final SSLContext context;
    private final ServerKeyFiles files;

    private ServerTls(SSLContext context, ServerKeyFiles files) {
        this.context = context;
        this.files = files;
    }

    /** For its sockets. */
    public SSLContext context() {
        return context;
    }

    /** When the certificate ends that is shown now. */
    public Instant validUntil() {
        return files.current().validUntil();
    }

    /**
     * Reads certificate and key, and looks at the files again when somebody connects, at most every
     * ten seconds; who is connected stays so.
     *
     * @param clock monotonic.
     * @param wallClock tells whether a certificate has expired, which is a warning only.
     * @throws TlsFileException when the files cannot be used.
     */
    public static ServerTls open(
            Path certificateFile, Path keyFile, NanoClock clock, Clock wallClock)
            throws TlsFileException {
        // A renegotiation costs the client next to nothing and the server a signature.
        if (System.getProperty(NO_RENEGOTIATION) == null) {
            System.setProperty(NO_RENEGOTIATION, "true");
        }
        ServerKeyFiles files = new ServerKeyFiles(certificateFile, keyFile, clock, wallClock);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new ServerKeyChoice(files)}, null, null);
            return new ServerTls(context, files);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }
}
