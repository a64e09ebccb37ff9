package io.ticktide.endpoint;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Map;
import java.util.Set;

/**
 * Tells browsers, with every answer, how little this server's pages need: no code, style or
 * connection but its own, no frame around them, no camera. An answer is not kept by anybody unless
 * its handler says so.
 *
 * <p>Thread-safe.
 */
final class SecurityHeaders implements HttpHandler {
    /**
     * Of everything, data included: a browser that is led to show an answer as a page runs nothing
     * of it. {@code 'self'} of connect-src covers ws and wss of the same host and port (CSP Level
     * 3, section 6.7.2.8). Styles that scripts set through the CSSOM are not inline styles.
     */
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none';"
                    + " form-action 'none'";

    private static final Map<HttpString, String> ALWAYS =
            Map.of(
                    new HttpString("Content-Security-Policy"),
                    POLICY,
                    new HttpString("X-Content-Type-Options"),
                    "nosniff",
                    // An address of ours may hold a token.
                    new HttpString("Referrer-Policy"),
                    "no-referrer",
                    new HttpString("X-Frame-Options"),
                    "DENY",
                    new HttpString("Permissions-Policy"),
                    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(),"
                            + " usb=()",
                    new HttpString("Cross-Origin-Opener-Policy"),
                    "same-origin",
                    Headers.CACHE_CONTROL,
                    "no-store");

    private static final HttpString RESOURCE_POLICY =
            new HttpString("Cross-Origin-Resource-Policy");
    private static final HttpString TRANSPORT_SECURITY =
            new HttpString("Strict-Transport-Security");
    private static final String CLIENT_MODULES = "/client/";
    private static final String ONE_YEAR = "max-age=31536000";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final HttpHandler next;
    private final boolean secure;

    /**
     * @param next answers; what it sets itself wins.
     * @param secure whether the port speaks TLS only.
     */
    SecurityHeaders(HttpHandler next, boolean secure) {
        this.next = next;
        this.secure = secure;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        HeaderMap headers = exchange.getResponseHeaders();
        ALWAYS.forEach(headers::put);
        // The modules are public code, and pages of other origins may load them.
        boolean isModule = exchange.getRequestPath().startsWith(CLIENT_MODULES);
        headers.put(RESOURCE_POLICY, isModule ? "cross-origin" : "same-origin");
        // It holds for all ports of a host: a developer's other servers must not be cut off.
        if (secure && !LOOPBACK.contains(exchange.getHostName())) {
            headers.put(TRANSPORT_SECURITY, ONE_YEAR);
        }
        next.handleRequest(exchange);
    }
}
