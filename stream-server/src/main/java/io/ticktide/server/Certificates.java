package io.ticktide.server;

import io.ticktide.config.EndpointConfig;
import io.ticktide.endpoint.EndpointTls;
import io.ticktide.tls.ServerTls;
import io.ticktide.tls.TlsFileException;
import java.nio.file.Path;
import java.time.Clock;
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
    static EndpointTls of(EndpointConfig config) throws StartException {
        if (!config.isSecure()) {
            return null;
        }
        try {
            ServerTls tls =
                    ServerTls.open(
                            Path.of(config.tlsCertificate()),
                            Path.of(config.tlsKey()),
                            SystemNanoClock.INSTANCE,
                            Clock.systemUTC());
            return new EndpointTls(tls.context(), tls::validUntil);
        } catch (TlsFileException e) {
            throw new StartException("TLS: " + e.getMessage(), e);
        }
    }
}
