package io.ticktide.config;

import java.util.List;

/**
 * Where clients connect.
 *
 * @param host address to bind; the default is loopback only.
 * @param port to bind, 0 to 65,535; 0 takes a free one.
 * @param ioThreads threads that own the sockets, 0 to 256; 0: one fewer than cores, at least one.
 * @param maxConnections WebSocket connections in all, 1 to 1,000,000.
 * @param maxConnectionsPerAddress WebSocket connections from one address, 1 to 1,000,000.
 * @param maxMessageBytes largest message of a client, 256 to 1,048,576.
 * @param allowedOrigins origins of pages that may connect besides the server's own; "*": any.
 * @param requestTimeoutMs for a handshake or request to arrive whole, and of a connection without
 *     one, 100 to 600,000.
 * @param tlsCertificate PEM file, the server's certificate first, then those that vouch for it;
 *     with {@code tlsKey} the port speaks TLS only; empty: none. Read again when it changes.
 * @param tlsKey PEM file, private key of the certificate, PKCS#8, not encrypted; empty: none.
 */
public record EndpointConfig(
        String host,
        int port,
        int ioThreads,
        int maxConnections,
        int maxConnectionsPerAddress,
        int maxMessageBytes,
        List<String> allowedOrigins,
        int requestTimeoutMs,
        String tlsCertificate,
        String tlsKey) {
    public EndpointConfig {
        Checks.isTrue(!host.isBlank(), "endpoint.host", "must not be empty");
        Checks.inRange("endpoint.port", port, 0, 65_535);
        Checks.inRange("endpoint.io-threads", ioThreads, 0, 256);
        Checks.inRange("endpoint.max-connections", maxConnections, 1, 1_000_000);
        Checks.inRange(
                "endpoint.max-connections-per-address", maxConnectionsPerAddress, 1, 1_000_000);
        Checks.inRange("endpoint.max-message-bytes", maxMessageBytes, 256, 1_048_576);
        allowedOrigins = List.copyOf(allowedOrigins);
        Checks.inRange("endpoint.request-timeout-ms", requestTimeoutMs, 100, 600_000);
        Checks.isTrue(
                tlsCertificate.isBlank() || !tlsKey.isBlank(),
                "endpoint.tls-certificate",
                "needs its private key; set endpoint.tls-key, too");
        Checks.isTrue(
                tlsKey.isBlank() || !tlsCertificate.isBlank(),
                "endpoint.tls-key",
                "needs its certificate; set endpoint.tls-certificate, too");
    }

    /** Whether clients connect over TLS. */
    public boolean isSecure() {
        return !tlsKey.isBlank();
    }

    public static EndpointConfig defaults() {
        return new EndpointConfig(
                "127.0.0.1", 8080, 0, 20_000, 20_000, 16_384, List.of(), 10_000, "", "");
    }
}
