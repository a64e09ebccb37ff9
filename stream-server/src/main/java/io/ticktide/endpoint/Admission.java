package io.ticktide.endpoint;

import io.github.bucket4j.Bucket;
import io.ticktide.websocket.AcceptKey;
import io.ticktide.websocket.PermessageDeflate;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may open a WebSocket: checks method, upgrade headers, version, key, Origin, the number of
 * connections and of handshakes a second, and answers with the HTTP status that says what is wrong.
 *
 * <p>Thread-safe.
 */
final class Admission implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final HttpString VERSION = Headers.SEC_WEB_SOCKET_VERSION;

    private final int mostConnections;
    private final int mostPerAddress;
    private final List<String> allowedOrigins;
    private final Bucket handshakes;
    private final Refusals refusals;
    private final HttpHandler upgrade;
    private final FullNotice full;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final Map<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();
    private volatile boolean draining; // written at shutdown, read by the I/O threads
    private volatile int retrySpreadSeconds; // as draining, before it

    Admission(EndpointSettings settings, Refusals refusals, NanoClock clock, HttpHandler upgrade) {
        mostConnections = settings.maxConnections();
        mostPerAddress = settings.maxConnectionsPerAddress();
        allowedOrigins = settings.allowedOrigins();
        handshakes = RequestRates.bucket(settings.handshakesPerSecond(), new NanoMeter(clock));
        this.refusals = refusals;
        this.upgrade = upgrade;
        full = new FullNotice(mostConnections);
    }

    /** Connections open now. */
    int open() {
        return open.get();
    }

    /** Handshakes refused so far. */
    int refused() {
        return refused.get();
    }

    /**
     * From now on refuses everybody.
     *
     * @param retrySpreadMs over which they are to come back.
     */
    void drain(int retrySpreadMs) {
        retrySpreadSeconds = (int) TimeUnit.MILLISECONDS.toSeconds(retrySpreadMs);
        draining = true;
    }

    /** Whether everybody is refused. */
    boolean isDraining() {
        return draining;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!exchange.getRequestMethod().toString().equals(Methods.GET_STRING)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, Methods.GET_STRING);
            malformed(exchange, StatusCodes.METHOD_NOT_ALLOWED, "a WebSocket is opened with GET");
        } else if (!hasToken(exchange, Headers.UPGRADE, "websocket")
                || !hasToken(exchange, Headers.CONNECTION, "upgrade")) {
            exchange.getResponseHeaders().put(Headers.UPGRADE, "websocket");
            malformed(exchange, StatusCodes.UPGRADE_REQUIRED, "this address speaks WebSocket only");
        } else if (!exchange.getProtocol().equals(Protocols.HTTP_1_1)) {
            malformed(exchange, StatusCodes.BAD_REQUEST, "a WebSocket is opened over HTTP/1.1");
        } else if (!isVersion13(exchange)) {
            exchange.getResponseHeaders().put(VERSION, "13");
            malformed(exchange, StatusCodes.UPGRADE_REQUIRED, "Sec-WebSocket-Version must be 13");
        } else if (!hasKey(exchange)) {
            malformed(
                    exchange, StatusCodes.BAD_REQUEST, "Sec-WebSocket-Key is missing or malformed");
        } else if (!PermessageDeflate.isWellFormed(extensions(exchange))) {
            malformed(exchange, StatusCodes.BAD_REQUEST, "Sec-WebSocket-Extensions is malformed");
        } else if (!isAllowedOrigin(exchange)) {
            refuse(
                    exchange,
                    Refusal.ORIGIN,
                    StatusCodes.FORBIDDEN,
                    "this Origin is not allowed; see endpoint.allowed-origins");
        } else if (draining) {
            busy(exchange, Refusal.DRAINING, "the server shuts down");
        } else if (open.get() >= mostConnections) {
            full.refused();
            busy(exchange, Refusal.CONNECTIONS, "too many connections");
        } else if (perAddress.getOrDefault(address(exchange), 0) >= mostPerAddress) {
            busy(exchange, Refusal.ADDRESS_CONNECTIONS, "too many connections from this address");
        } else if (!handshakes.tryConsume(1)) {
            busy(exchange, Refusal.HANDSHAKE_RATE, "too many clients connect at once");
        } else {
            upgrade.handleRequest(exchange);
        }
    }

    /** What a client offers, in however many header lines; empty: nothing. */
    static String extensions(HttpServerExchange exchange) {
        HeaderValues lines = exchange.getRequestHeaders().get(Headers.SEC_WEB_SOCKET_EXTENSIONS);
        return lines == null ? "" : String.join(",", lines);
    }

    /** A connection was opened. */
    void opened(InetAddress address) {
        open.incrementAndGet();
        perAddress.merge(address, 1, Integer::sum);
    }

    /** A connection is gone. */
    void closed(InetAddress address) {
        full.left(open.decrementAndGet());
        perAddress.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
    }

    private boolean isAllowedOrigin(HttpServerExchange exchange) {
        HeaderValues origins = exchange.getRequestHeaders().get(Headers.ORIGIN);
        // No Origin: not a browser.
        return origins == null
                || origins.stream().allMatch(origin -> isAllowedOrigin(exchange, origin));
    }

    private boolean isAllowedOrigin(HttpServerExchange exchange, String origin) {
        if (allowedOrigins.contains("*") || allowedOrigins.contains(origin)) {
            return true;
        }
        try {
            URI page = URI.create(origin);
            // Who came over TLS came from a page over TLS; without, a proxy may not tell.
            return (!exchange.getRequestScheme().equals("https")
                            || "https".equals(page.getScheme()))
                    && exchange.getHostAndPort().equalsIgnoreCase(hostAndPort(page));
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

    private static boolean isVersion13(HttpServerExchange exchange) {
        HeaderValues versions = exchange.getRequestHeaders().get(VERSION);
        return versions != null && versions.size() == 1 && versions.getFirst().trim().equals("13");
    }

    private static boolean hasKey(HttpServerExchange exchange) {
        HeaderValues keys = exchange.getRequestHeaders().get(Headers.SEC_WEB_SOCKET_KEY);
        return keys != null && keys.size() == 1 && AcceptKey.isValid(keys.getFirst().trim());
    }

    private static InetAddress address(HttpServerExchange exchange) {
        InetSocketAddress source = exchange.getSourceAddress();
        return source.getAddress();
    }

    private void malformed(HttpServerExchange exchange, int status, String text) {
        refuse(exchange, Refusal.BAD_HANDSHAKE, status, text);
    }

    private void busy(HttpServerExchange exchange, Refusal cause, String text) {
        // One after the other, so that they do not come back together.
        int seconds = draining ? 1 + refused.get() % (retrySpreadSeconds + 1) : RETRY_AFTER_SECONDS;
        exchange.getResponseHeaders().put(Headers.RETRY_AFTER, Integer.toString(seconds));
        exchange.setPersistent(false); // It would keep a place from the next one to be told.
        boolean isAddress = cause == Refusal.ADDRESS_CONNECTIONS;
        int status = isAddress ? StatusCodes.TOO_MANY_REQUESTS : StatusCodes.SERVICE_UNAVAILABLE;
        refuse(exchange, cause, status, text);
    }

    private void refuse(HttpServerExchange exchange, Refusal cause, int status, String text) {
        refused.incrementAndGet();
        refusals.count(cause);
        LOG.info("handshake of {} refused: {} {}", exchange.getSourceAddress(), status, text);
        JsonResponse.error(exchange, status, new BadCommand(status, null, text));
    }
}
