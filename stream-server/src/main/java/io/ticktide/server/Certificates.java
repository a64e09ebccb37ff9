package io.ticktide.server;

import io.ticktide.config.EndpointConfig;
import io.ticktide.tls.ServerTls;
import io.ticktide.tls.TlsFileException;
import java.nio.file.Path;
import java.time.Clock;
import javax.net.ssl.SSLContext;
import org.agrona.concurrent.SystemNanoClock;

/** Makes of the configuration what the server shows to prove who it is. */
final class Certificates {
    private Certificates() {}

    /**
     * Reads certificate and key.
     *
     * @return null when none is configured.
     * @throws StartException when they cannot be used.
     */
    static SSLContext of(EndpointConfig config) throws StartException {
        if (!config.isSecure()) {
            return null;
        }
        try {
            return ServerTls.context(
                    Path.of(config.tlsCertificate()),
                    Path.of(config.tlsKey()),
                    SystemNanoClock.INSTANCE,
                    Clock.systemUTC());
        } catch (TlsFileException e) {
            throw new StartException("TLS: " + e.getMessage(), e);
        }
    }
}
