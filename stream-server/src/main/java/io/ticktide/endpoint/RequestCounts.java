package io.ticktide.endpoint;

import io.undertow.server.HttpServerExchange;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * HTTP requests that were answered, by path and status. Paths are those of the routes, so that no
 * client makes up new ones.
 *
 * <p>Thread-safe.
 */
final class RequestCounts {
    /**
     * Labels of one count.
     *
     * @param path of a route.
     */
    record Key(String path, int status) {
        String code() {
            return Integer.toString(status);
        }
    }

    private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

    /** Counts a request once it is answered. */
    void watch(HttpServerExchange exchange, String path) {
        exchange.addExchangeCompleteListener(
                (answered, next) -> {
                    count(new Key(path, answered.getStatusCode()));
                    next.proceed();
                });
    }

    /** What was counted, in order of path and status. */
    Map<Key, Long> counts() {
        Map<Key, Long> sorted =
                new TreeMap<>(Comparator.comparing(Key::path).thenComparing(Key::status));
        counts.forEach((key, count) -> sorted.put(key, count.sum()));
        return sorted;
    }

    private void count(Key key) {
        counts.computeIfAbsent(key, added -> new LongAdder()).increment();
    }
}
