package io.ticktide.server;

import io.ticktide.config.AuthConfig;
import io.ticktide.config.DistributeConfig;
import io.ticktide.config.EndpointConfig;
import io.ticktide.config.FeedConfig;
import io.ticktide.config.RingConfig;
import io.ticktide.config.ServerConfig;
import io.ticktide.config.SessionConfig;
import io.ticktide.harness.HandFeed;
import java.net.URI;
import java.util.List;

/** A server on a free port of the loopback address, with a feed in the test's hands. */
final class LiveServer implements AutoCloseable {
    static final int INSTRUMENTS = 4;
    static final int MOST_MESSAGE_BYTES = 16_384;
    static final int MOST_ERRORS = 20;

    static final SessionConfig SESSION =
            new SessionConfig(
                    100, 65_536, 64, 1 << 20, 256, 32, 256, 500, 30_000, 10_000, MOST_ERRORS);

    final HandFeed feed = new HandFeed(INSTRUMENTS);
    private final StreamServer server;

    LiveServer() throws StartException {
        this(endpoint(100, 100, List.of()));
    }

    LiveServer(EndpointConfig endpoint) throws StartException {
        this(endpoint, SESSION, AuthConfig.defaults());
    }

    LiveServer(EndpointConfig endpoint, SessionConfig session, AuthConfig auth)
            throws StartException {
        server = StreamServer.start(config(endpoint, session, auth), feed);
    }

    static EndpointConfig endpoint(int most, int mostPerAddress, List<String> origins) {
        return new EndpointConfig(
                "127.0.0.1", 0, 2, most, mostPerAddress, MOST_MESSAGE_BYTES, origins);
    }

    static ServerConfig config(EndpointConfig endpoint) {
        return config(endpoint, SESSION, AuthConfig.defaults());
    }

    private static ServerConfig config(
            EndpointConfig endpoint, SessionConfig session, AuthConfig auth) {
        return new ServerConfig(
                FeedConfig.defaults(),
                RingConfig.defaults(),
                DistributeConfig.defaults(),
                session,
                endpoint,
                auth);
    }

    int port() {
        return server.address().getPort();
    }

    URI http(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    URI stream() {
        return URI.create("ws://127.0.0.1:" + port() + "/v1/stream");
    }

    @Override
    public void close() {
        server.close();
    }
}
