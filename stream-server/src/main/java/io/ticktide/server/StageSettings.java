package io.ticktide.server;

import io.ticktide.candles.BarHistory;
import io.ticktide.candles.BarInterval;
import io.ticktide.config.EndpointConfig;
import io.ticktide.config.ServerConfig;
import io.ticktide.config.SessionConfig;
import io.ticktide.distribute.DistributeSettings;
import io.ticktide.endpoint.EndpointSettings;
import io.ticktide.endpoint.EndpointTls;
import io.ticktide.endpoint.ShardLoop;
import io.ticktide.session.SessionLimits;
import java.util.concurrent.TimeUnit;

/**
 * A configuration in the units of the stages, shared out among the I/O threads. Thread-safe.
 *
 * @param instruments of the feed.
 */
record StageSettings(ServerConfig config, int instruments) {
    private static final long BYTES_PER_MIB = 1L << 20;

    /** Of {@code ring.wait-strategy = backoff}: twice what waking a thread takes. */
    private static final long BACKOFF_NS = TimeUnit.MICROSECONDS.toNanos(100);

    /** Threads that own sockets. */
    int ioThreads() {
        int spare = Runtime.getRuntime().availableProcessors() - 1;
        int wanted = config.endpoint().ioThreads();
        return wanted > 0 ? wanted : Math.max(1, spare);
    }

    /** What may wait for full sockets, of the clients of one I/O thread. */
    long pendingBytesPerThread() {
        return config.session().pendingMb() * BYTES_PER_MIB / ioThreads();
    }

    /** How long before an event is due a thread spins instead of to park. */
    long spinNs() {
        return switch (config.ring().waitStrategy()) {
            case "spin" -> ShardLoop.ALWAYS_NS;
            case "backoff" -> BACKOFF_NS;
            default -> 0;
        };
    }

    /** Of the distributors; with many instruments fewer bars are kept. */
    DistributeSettings distribute() {
        long memoryBytes = config.distribute().historyMemoryMb() * BYTES_PER_MIB;
        long series =
                (long) instruments
                        * BarInterval.count()
                        * (ioThreads() + (config.record().isOn() ? 1 : 0));
        long affordable = Math.max(10, memoryBytes / (series * BarHistory.BAR_BYTES));
        return new DistributeSettings(
                config.distribute().batchLimit(),
                (int) Math.min(config.distribute().historyBars(), affordable),
                (int) (config.distribute().eventHistoryMb() * BYTES_PER_MIB),
                TimeUnit.MILLISECONDS.toNanos(config.distribute().closeGraceMs()),
                TimeUnit.MILLISECONDS.toNanos(config.session().heartbeatMs()));
    }

    /** Of each client. */
    SessionLimits session() {
        SessionConfig session = config.session();
        return new SessionLimits(
                session.maxStreams(),
                session.outboxBytes(),
                session.controlFrames(),
                session.controlBytes(),
                session.tradeSummaries(),
                session.closedBars(),
                TimeUnit.MILLISECONDS.toNanos(session.idleTimeoutMs()));
    }

    /** Of the endpoint; fewer clients than configured where the process may open fewer files. */
    EndpointSettings endpoint(EndpointTls tls) {
        EndpointConfig at = config.endpoint();
        SocketBudget budget = SocketBudget.ofThisProcess(at.maxConnections());
        return new EndpointSettings(
                at.host(),
                at.port(),
                budget.clients(),
                at.maxConnectionsPerAddress(),
                at.maxMessageBytes(),
                at.allowedOrigins(),
                config.session().heartbeatMs(),
                config.session().idleTimeoutMs(),
                config.session().maxStreams(),
                config.session().commandsPerSecond(),
                config.session().errorsPerMinute(),
                at.requestTimeoutMs(),
                at.maxFramesPerMessage(),
                at.handshakesPerSecond(),
                at.requestsPerSecond(),
                at.trustedProxies(),
                at.deflate(),
                at.deflateLevel(),
                at.drainMs(),
                at.retrySpreadMs(),
                budget.sockets(),
                tls,
                AdminListener.of(config, tls));
    }
}
