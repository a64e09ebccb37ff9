package io.ticktide.endpoint;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Map;

/**
 * Sends each request of a port to whoever answers its path, counts it, and says what is wrong with
 * a bad one.
 *
 * <p>Thread-safe.
 */
final class Routes implements HttpHandler {
    private final Map<String, HttpHandler> exact;
    private final String othersName;
    private final HttpHandler others;
    private final RequestCounts counts;

    /**
     * @param exact by path.
     * @param othersName what requests of any other path are counted as.
     */
    Routes(
            Map<String, HttpHandler> exact,
            String othersName,
            HttpHandler others,
            RequestCounts counts) {
        this.exact = Map.copyOf(exact);
        this.othersName = othersName;
        this.others = others;
        this.counts = counts;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        String path = exchange.getRequestPath();
        HttpHandler handler = exact.get(path);
        counts.watch(exchange, handler == null ? othersName : path);
        try {
            (handler == null ? others : handler).handleRequest(exchange);
        } catch (BadCommand bad) {
            JsonResponse.error(exchange, MarketApi.statusOf(bad), bad);
        }
    }
}
