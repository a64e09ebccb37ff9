package io.ticktide.endpoint;

import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * The port on which only operators ask, so that it can be shut off from clients. It shares the I/O
 * threads of the endpoint.
 *
 * <p>Thread-safe.
 */
final class AdminPort implements AutoCloseable {
    private final Listener at;
    private final Undertow undertow;

    AdminPort(Undertow undertow, Listener at) {
        this.undertow = undertow;
        this.at = at;
    }

    /** What is asked for there; by everybody while only this machine can. */
    static Routes routes(
            EndpointSettings settings, AdminApi admin, StatusApi status, RequestCounts requests) {
        Map<String, HttpHandler> exact = new HashMap<>(admin.routes(settings.admin().isLoopback()));
        exact.put("/health", status::health);
        exact.put("/ready", status::ready);
        return new Routes(exact, "other", PageFiles::notFound, requests);
    }

    /**
     * Binds and serves.
     *
     * @throws AdminPortException when it cannot be bound.
     */
    void start() {
        try {
            undertow.start();
        } catch (RuntimeException e) {
            throw new AdminPortException(at, e);
        }
    }

    /** Address that is served; with the real port when 0 was asked for. */
    InetSocketAddress address() {
        return (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
    }

    @Override
    public void close() {
        undertow.stop();
    }
}
