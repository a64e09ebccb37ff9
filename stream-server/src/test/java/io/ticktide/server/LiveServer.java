package io.ticktide.server;

import io.ticktide.config.AdminConfig;
import io.ticktide.config.AuthConfig;
import io.ticktide.config.ConfigLoader;
import io.ticktide.config.DistributeConfig;
import io.ticktide.config.EndpointConfig;
import io.ticktide.config.FeedConfig;
import io.ticktide.config.LogConfig;
import io.ticktide.config.RecordConfig;
import io.ticktide.config.ReplayConfig;
import io.ticktide.config.RingConfig;
import io.ticktide.config.ServerConfig;
import io.ticktide.config.SessionConfig;
import io.ticktide.harness.HandFeed;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A server on a free port of the loopback address, with a feed in the test's hands. */
public final class LiveServer implements AutoCloseable {
    public static final int INSTRUMENTS = 4;
    static final int MOST_MESSAGE_BYTES = 16_384;
    static final int MOST_ERRORS = 20;

    static final SessionConfig SESSION =
            new SessionConfig(
                    100, 65_536, 64, 1 << 20, 256, 32, 256, 500, 30_000, 10_000, MOST_ERRORS);

    public final HandFeed feed = new HandFeed(INSTRUMENTS);
    private final StreamServer server;
    private final boolean secure;

    LiveServer() throws StartException {
        this(endpoint(100, 100, List.of()));
    }

    LiveServer(EndpointConfig endpoint) throws StartException {
        this(endpoint, SESSION, AuthConfig.defaults());
    }

    LiveServer(EndpointConfig endpoint, SessionConfig session, AuthConfig auth)
            throws StartException {
        this(config(endpoint, session, auth));
    }

    LiveServer(ServerConfig config) throws StartException {
        secure = config.endpoint().isSecure();
        server = StreamServer.start(config, feed);
    }

    /** A server with some settings that differ from the defaults, as key=value. */
    public static LiveServer with(String... settings) throws Exception {
        ConfigLoader loader = new ConfigLoader(Map.of()).set("endpoint.port=0");
        for (String setting : settings) {
            loader.set(setting);
        }
        return new LiveServer(loader.load().config());
    }

    static EndpointConfig endpoint(int most, int mostPerAddress, List<String> origins) {
        return endpoint("127.0.0.1", 0, 2, most, mostPerAddress, origins);
    }

    static EndpointConfig endpoint(
            String host,
            int port,
            int ioThreads,
            int most,
            int mostPerAddress,
            List<String> origins) {
        EndpointConfig standard = EndpointConfig.defaults();
        return new EndpointConfig(
                host,
                port,
                ioThreads,
                most,
                mostPerAddress,
                MOST_MESSAGE_BYTES,
                origins,
                standard.requestTimeoutMs(),
                standard.tlsCertificate(),
                standard.tlsKey(),
                standard.maxFramesPerMessage(),
                standard.handshakesPerSecond(),
                standard.requestsPerSecond(),
                standard.trustedProxies(),
                standard.deflate(),
                standard.deflateLevel(),
                standard.drainMs(),
                standard.retrySpreadMs());
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
                auth,
                ReplayConfig.defaults(),
                RecordConfig.defaults(),
                AdminConfig.defaults(),
                LogConfig.defaults());
    }

    public int port() {
        return server.address().getPort();
    }

    /** An address of the operators' own port. */
    URI admin(String path) {
        return URI.create("http://127.0.0.1:" + server.adminAddress().get().getPort() + path);
    }

    URI http(String path) {
        return URI.create((secure ? "https" : "http") + "://127.0.0.1:" + port() + path);
    }

    URI stream() {
        return URI.create((secure ? "wss" : "ws") + "://127.0.0.1:" + port() + "/v1/stream");
    }

    @Override
    public void close() {
        server.close();
    }
}
