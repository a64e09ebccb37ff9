package io.ticktide.config;

import io.ticktide.auth.AddressRange;
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
 * @param maxFramesPerMessage frames that a message of a client may have, 1 to 65,536.
 * @param handshakesPerSecond WebSockets opened a second, all clients together, as many at once, 1
 *     to 1,000,000.
 * @param requestsPerSecond HTTP requests a second from one address, as many at once, 1 to
 *     1,000,000.
 * @param trustedProxies addresses or networks whose {@code X-Forwarded-For} is believed.
 * @param deflate which clients get permessage-deflate when they offer it: {@code off}, {@code
 *     json}, {@code all}.
 * @param deflateLevel of zlib, 1 (fast) to 9 (small).
 * @param drainMs at a shutdown, how long goodbyes are spread over, and how long slow clients may
 *     take to read theirs, 0 to 600,000.
 * @param retrySpreadMs at a shutdown, how long the return of many clients is spread over, 0 to
 *     3,600,000.
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
        String tlsKey,
        int maxFramesPerMessage,
        int handshakesPerSecond,
        int requestsPerSecond,
        List<String> trustedProxies,
        String deflate,
        int deflateLevel,
        int drainMs,
        int retrySpreadMs) {
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
        Checks.inRange("endpoint.max-frames-per-message", maxFramesPerMessage, 1, 65_536);
        Checks.inRange("endpoint.handshakes-per-second", handshakesPerSecond, 1, 1_000_000);
        Checks.inRange("endpoint.requests-per-second", requestsPerSecond, 1, 1_000_000);
        trustedProxies = List.copyOf(trustedProxies);
        for (String proxy : trustedProxies) {
            checkAddress(proxy);
        }
        Checks.oneOf("endpoint.deflate", deflate, "off", "json", "all");
        Checks.inRange("endpoint.deflate-level", deflateLevel, 1, 9);
        Checks.inRange("endpoint.drain-ms", drainMs, 0, 600_000);
        Checks.inRange("endpoint.retry-spread-ms", retrySpreadMs, 0, 3_600_000);
    }

    private static void checkAddress(String proxy) {
        try {
            AddressRange.parse(proxy);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("endpoint.trusted-proxies", e.getMessage());
        }
    }

    /** Whether clients connect over TLS. */
    public boolean isSecure() {
        return !tlsKey.isBlank();
    }

    public static EndpointConfig defaults() {
        return new EndpointConfig(
                "127.0.0.1",
                8080,
                0,
                20_000,
                20_000,
                16_384,
                List.of(),
                10_000,
                "",
                "",
                1_024,
                10_000,
                1_000,
                List.of(),
                "json",
                1,
                5_000,
                10_000);
    }
}
