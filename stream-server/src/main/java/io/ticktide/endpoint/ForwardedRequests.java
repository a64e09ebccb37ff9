package io.ticktide.endpoint;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;

/**
 * Gives requests that come through a trusted proxy the address of their client, and the scheme by
 * which it came ({@code X-Forwarded-Proto}), before anybody asks. Of anybody else neither header
 * means anything.
 *
 * <p>Thread-safe: no mutable state.
 */
final class ForwardedRequests implements HttpHandler {
    private final TrustedProxies proxies;
    private final HttpHandler next;

    private ForwardedRequests(TrustedProxies proxies, HttpHandler next) {
        this.proxies = proxies;
        this.next = next;
    }

    /**
     * A handler that sees the clients of trusted proxies.
     *
     * @param trusted addresses and networks; none: everybody speaks for themselves.
     */
    static HttpHandler behind(List<String> trusted, HttpHandler next) {
        return trusted.isEmpty() ? next : new ForwardedRequests(new TrustedProxies(trusted), next);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        InetAddress peer = exchange.getSourceAddress().getAddress();
        if (proxies.contains(peer)) {
            HeaderValues hops = exchange.getRequestHeaders().get(Headers.X_FORWARDED_FOR);
            InetAddress client = hops == null ? peer : proxies.client(peer, hops);
            if (!client.equals(peer)) {
                exchange.setSourceAddress(new InetSocketAddress(client, 0));
            }
            HeaderValues schemes = exchange.getRequestHeaders().get(Headers.X_FORWARDED_PROTO);
            String scheme = schemes == null ? "" : newest(schemes).toLowerCase(Locale.ROOT);
            if (scheme.equals("https") || scheme.equals("http")) {
                exchange.setRequestScheme(scheme);
            }
        }
        next.handleRequest(exchange);
    }

    /** What the proxy itself said, when others said something before. */
    private static String newest(HeaderValues lines) {
        String line = lines.getLast();
        return line.substring(line.lastIndexOf(',') + 1).trim();
    }
}
