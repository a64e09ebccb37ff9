package io.ticktide.endpoint;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.XnioWorker;

/**
 * Undertow with its options, all of which are bounds. What a request may be is small: there are no
 * bodies, no forms, and few parameters.
 */
final class WebServer {
    /** Connections that wait to be accepted; the kernel may allow fewer (somaxconn). */
    private static final int BACKLOG = 10_000;

    /**
     * What the kernel keeps for a client that does not read; left to itself it grows to megabytes,
     * which a slow client would get to see before anything that was merged for it.
     */
    private static final int SEND_BUFFER_BYTES = 262_144;

    /**
     * Of a request that is read at all. {@link RequestRules} refuses less, and can say why: beyond
     * this Undertow answers 400, whatever is wrong.
     */
    private static final int MOST_HEADER_BYTES = 4 * RequestRules.MOST_HEADER_BYTES;

    private static final int MOST_HEADERS = 4 * RequestRules.MOST_HEADERS;

    /** Connections to a port that only operators use. */
    private static final int MOST_OPERATORS = 64;

    private static final int MOST_PARAMETERS = 32;

    /** Of requests and responses; not of streams, which are written by {@link SocketWriter}. */
    private static final int BUFFER_BYTES = 16_384;

    private WebServer() {}

    /** A server that is not started yet. */
    static Undertow of(
            XnioWorker worker, EndpointSettings settings, Listener at, HttpHandler handler) {
        boolean forOperators = at.equals(settings.admin());
        int sockets =
                Math.min(settings.mostSockets(), forOperators ? MOST_OPERATORS : Integer.MAX_VALUE);
        Undertow.Builder builder =
                Undertow.builder()
                        .setWorker(worker)
                        .setBufferSize(BUFFER_BYTES)
                        .setDirectBuffers(true)
                        .setSocketOption(Options.BACKLOG, BACKLOG)
                        .setSocketOption(Options.SEND_BUFFER, SEND_BUFFER_BYTES)
                        .setSocketOption(Options.CONNECTION_HIGH_WATER, sockets)
                        .setSocketOption(Options.CONNECTION_LOW_WATER, sockets)
                        .setServerOption(UndertowOptions.ENABLE_HTTP2, false)
                        .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                        .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, 0L)
                        .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MOST_HEADER_BYTES)
                        .setServerOption(UndertowOptions.MAX_HEADERS, MOST_HEADERS)
                        .setServerOption(UndertowOptions.MAX_COOKIES, MOST_PARAMETERS)
                        .setServerOption(UndertowOptions.MAX_PARAMETERS, MOST_PARAMETERS)
                        .setServerOption(
                                UndertowOptions.REQUEST_PARSE_TIMEOUT, settings.requestTimeoutMs())
                        .setServerOption(
                                UndertowOptions.NO_REQUEST_TIMEOUT, settings.requestTimeoutMs())
                        .setHandler(
                                ForwardedRequests.behind(
                                        settings.trustedProxies(),
                                        new SecurityHeaders(handler, at.tls() != null)));
        if (at.tls() == null) {
            return builder.addHttpListener(at.port(), at.host()).build();
        }
        return builder.setSocketOption(
                        Options.SSL_ENABLED_PROTOCOLS, Sequence.of("TLSv1.3", "TLSv1.2"))
                // Signatures take a millisecond; not on a thread that distributes prices.
                .setSslEngineDelegatedTaskExecutor(task -> worker.execute(task))
                .addHttpsListener(at.port(), at.host(), at.tls().context())
                .build();
    }
}
