package io.ticktide.endpoint;

import io.ticktide.telemetry.MetricsPage;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What operators ask: {@code /metrics}, {@code /stats}, {@code /api/connections}. On the endpoint's
 * own port while only this machine reaches it, else on one of its own.
 *
 * <p>Thread-safe. Metrics are written by a worker's thread, one scrape after the other.
 */
final class AdminApi {
    private final HttpAccess access;
    private final StatusApi status;
    private final ConnectionsApi connections;
    private final MetricsPage metrics;
    private final FileReads slow;

    /**
     * @param slow runs what takes longer than an I/O thread may.
     */
    AdminApi(
            HttpAccess access,
            StatusApi status,
            ConnectionsApi connections,
            MetricsPage metrics,
            FileReads slow) {
        this.access = access;
        this.status = status;
        this.connections = connections;
        this.metrics = metrics;
        this.slow = slow;
    }

    /**
     * The routes.
     *
     * @param isOpen whether everybody who reaches the port may ask; else a token for administration
     *     is needed wherever tokens are.
     */
    Map<String, HttpHandler> routes(boolean isOpen) {
        Map<String, HttpHandler> routes = new LinkedHashMap<>();
        routes.put("/metrics", this::metrics);
        routes.put("/stats", status::stats);
        routes.put("/api/connections", connections::connections);
        if (!isOpen) {
            routes.replaceAll((path, handler) -> guarded(handler));
        }
        return routes;
    }

    private HttpHandler guarded(HttpHandler handler) {
        return exchange -> {
            access.checkAdmin(exchange);
            handler.handleRequest(exchange);
        };
    }

    private void metrics(HttpServerExchange exchange) {
        String accept = exchange.getRequestHeaders().getFirst(Headers.ACCEPT);
        slow.answer(
                exchange,
                () -> {
                    MetricsPage.Text text = metrics.scrape(accept);
                    exchange.getResponseHeaders()
                            .put(Headers.CONTENT_TYPE, text.contentType())
                            .put(Headers.CACHE_CONTROL, "no-store");
                    exchange.getResponseSender().send(text.text(), StandardCharsets.UTF_8);
                });
    }
}
