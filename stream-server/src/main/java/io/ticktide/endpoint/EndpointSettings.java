package io.ticktide.endpoint;

import java.util.List;

/**
 * Where the endpoint listens and what it accepts; ranges as in the configuration.
 *
 * @param host address to bind.
 * @param port to bind; 0 takes a free one.
 * @param maxConnections WebSocket connections in all.
 * @param maxConnectionsPerAddress WebSocket connections from one address.
 * @param maxMessageBytes largest message of a client.
 * @param allowedOrigins origins that may connect besides the server's own.
 * @param heartbeatMs between heartbeats, as told to clients.
 * @param idleTimeoutMs without a sign of life, as told to clients.
 * @param maxStreams per connection, as told to clients.
 * @param commandsPerSecond per connection; twice as many at once.
 * @param errorsPerMinute bad commands per connection.
 * @param requestTimeoutMs for a request to arrive whole, and of a connection without one.
 * @param maxFramesPerMessage frames that a message of a client may have.
 * @param handshakesPerSecond WebSockets opened a second, all clients together.
 * @param requestsPerSecond HTTP requests a second from one address.
 * @param trustedProxies addresses or networks whose {@code X-Forwarded-For} is believed.
 * @param deflate who gets permessage-deflate: {@code off}, {@code json}, {@code all}.
 * @param deflateLevel of zlib, 1 to 9.
 * @param drainMs that goodbyes are spread over, and may take.
 * @param retrySpreadMs that the return of many clients is spread over.
 * @param mostSockets connections of any kind at a time; more wait until others end.
 * @param tls of the port; null: it speaks none.
 * @param admin the operators' port; null: they ask at the clients'.
 */
public record EndpointSettings(
        String host,
        int port,
        int maxConnections,
        int maxConnectionsPerAddress,
        int maxMessageBytes,
        List<String> allowedOrigins,
        int heartbeatMs,
        int idleTimeoutMs,
        int maxStreams,
        int commandsPerSecond,
        int errorsPerMinute,
        int requestTimeoutMs,
        int maxFramesPerMessage,
        int handshakesPerSecond,
        int requestsPerSecond,
        List<String> trustedProxies,
        String deflate,
        int deflateLevel,
        int drainMs,
        int retrySpreadMs,
        int mostSockets,
        EndpointTls tls,
        Listener admin) {}
