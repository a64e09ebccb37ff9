package io.ticktide.endpoint;

import io.ticktide.websocket.AcceptKey;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import io.undertow.util.StatusCodes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who may open a WebSocket: checks method, upgrade headers, version, key, Origin and the number of
 * connections, and answers with the HTTP status that says what is wrong.
 *
 * <p>Thread-safe.
 */
final class Admission implements HttpHandler {
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final HttpString VERSION = Headers.SEC_WEB_SOCKET_VERSION;

    private final int mostConnections;
    private final int mostPerAddress;
    private final List<String> allowedOrigins;
    private final HttpHandler upgrade;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final Map<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();
    private volatile boolean draining; // written at shutdown, read by the I/O threads

    Admission(
            int mostConnections,
            int mostPerAddress,
            List<String> allowedOrigins,
            HttpHandler upgrade) {
        this.mostConnections = mostConnections;
        this.mostPerAddress = mostPerAddress;
        this.allowedOrigins = allowedOrigins;
        this.upgrade = upgrade;
    }

    /** Connections open now. */
    int open() {
        return open.get();
    }

    /** Handshakes refused so far. */
    int refused() {
        return refused.get();
    }

    /** From now on refuses everybody. */
    void drain() {
        draining = true;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!exchange.getRequestMethod().equals(Methods.GET)) {
            refuse(exchange, StatusCodes.METHOD_NOT_ALLOWED, "a WebSocket is opened with GET");
        } else if (!hasToken(exchange, Headers.UPGRADE, "websocket")
                || !hasToken(exchange, Headers.CONNECTION, "upgrade")) {
            exchange.getResponseHeaders().put(Headers.UPGRADE, "websocket");
            refuse(exchange, StatusCodes.UPGRADE_REQUIRED, "this address speaks WebSocket only");
        } else if (!exchange.getProtocol().equals(Protocols.HTTP_1_1)) {
            refuse(exchange, StatusCodes.BAD_REQUEST, "a WebSocket is opened over HTTP/1.1");
        } else if (!"13".equals(exchange.getRequestHeaders().getFirst(VERSION))) {
            exchange.getResponseHeaders().put(VERSION, "13");
            refuse(exchange, StatusCodes.UPGRADE_REQUIRED, "Sec-WebSocket-Version must be 13");
        } else if (!hasKey(exchange)) {
            refuse(exchange, StatusCodes.BAD_REQUEST, "Sec-WebSocket-Key is missing or malformed");
        } else if (!isAllowedOrigin(exchange)) {
            refuse(
                    exchange,
                    StatusCodes.FORBIDDEN,
                    "this Origin is not allowed; see endpoint.allowed-origins");
        } else if (draining) {
            busy(exchange, StatusCodes.SERVICE_UNAVAILABLE, "the server shuts down");
        } else if (open.get() >= mostConnections) {
            busy(exchange, StatusCodes.SERVICE_UNAVAILABLE, "too many connections");
        } else if (perAddress.getOrDefault(address(exchange), 0) >= mostPerAddress) {
            busy(exchange, StatusCodes.TOO_MANY_REQUESTS, "too many connections from this address");
        } else {
            upgrade.handleRequest(exchange);
        }
    }

    /** A connection was opened. */
    void opened(InetAddress address) {
        open.incrementAndGet();
        perAddress.merge(address, 1, Integer::sum);
    }

    /** A connection is gone. */
    void closed(InetAddress address) {
        open.decrementAndGet();
        perAddress.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
    }

    private boolean isAllowedOrigin(HttpServerExchange exchange) {
        String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
        if (origin == null || allowedOrigins.contains("*") || allowedOrigins.contains(origin)) {
            return true; // No Origin: not a browser.
        }
        try {
            return exchange.getHostAndPort().equalsIgnoreCase(hostAndPort(URI.create(origin)));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String hostAndPort(URI origin) {
        int standard = "https".equals(origin.getScheme()) ? 443 : 80;
        int port = origin.getPort() < 0 ? standard : origin.getPort();
        boolean implied = port == 80 || port == 443;
        return implied ? origin.getHost() : origin.getHost() + ':' + port;
    }

    private static boolean hasToken(HttpServerExchange exchange, HttpString name, String token) {
        HeaderValues values = exchange.getRequestHeaders().get(name);
        return values != null
                && values.stream()
                        .flatMap(value -> Arrays.stream(value.split(",")))
                        .anyMatch(value -> value.trim().equalsIgnoreCase(token));
    }

    private static boolean hasKey(HttpServerExchange exchange) {
        HeaderValues keys = exchange.getRequestHeaders().get(Headers.SEC_WEB_SOCKET_KEY);
        return keys != null && keys.size() == 1 && AcceptKey.isValid(keys.getFirst().trim());
    }

    private static InetAddress address(HttpServerExchange exchange) {
        InetSocketAddress source = exchange.getSourceAddress();
        return source.getAddress();
    }

    private void busy(HttpServerExchange exchange, int status, String text) {
        exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_AFTER_SECONDS);
        refuse(exchange, status, text);
    }

    private void refuse(HttpServerExchange exchange, int status, String text) {
        refused.incrementAndGet();
        JsonResponse.error(exchange, status, new BadCommand(status, null, text));
    }
}
