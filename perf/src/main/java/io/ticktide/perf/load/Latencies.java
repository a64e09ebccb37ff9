package io.ticktide.perf.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Latency of messages from the moment at which their event was scheduled, and where it went: to the
 * ring, to the socket, to the client.
 *
 * <pre>
 *   tsEvent ──feed──► tsIngress ──server──► sendTime ──socket──► received
 * </pre>
 *
 * <p>Clocks of two processes differ by less than a microsecond on one machine, so a stage may come
 * out below zero; it counts as zero.
 *
 * <p>Owner: the load thread. Allocates nothing after construction.
 */
public final class Latencies {
    private static final long MOST_NS = TimeUnit.SECONDS.toNanos(120);
    private static final int DIGITS = 3;

    private final Histogram whole;
    private final Histogram feed;
    private final Histogram server;
    private final Histogram socket;

    /** Empty. */
    public Latencies() {
        this(empty(), empty(), empty(), empty());
    }

    private Latencies(Histogram whole, Histogram feed, Histogram server, Histogram socket) {
        this.whole = whole;
        this.feed = feed;
        this.server = server;
        this.socket = socket;
    }

    private static Histogram empty() {
        return new Histogram(1, MOST_NS, DIGITS);
    }

    void onEvent(long tsEvent, long tsIngress, long sendTimeNs, long nowNs) {
        whole.recordValue(bounded(nowNs - tsEvent));
        feed.recordValue(bounded(tsIngress - tsEvent));
        server.recordValue(bounded(sendTimeNs - tsIngress));
        socket.recordValue(bounded(nowNs - sendTimeNs));
    }

    void reset() {
        whole.reset();
        feed.reset();
        server.reset();
        socket.reset();
    }

    /** The same, not changing any more. */
    public Latencies copy() {
        return new Latencies(whole.copy(), feed.copy(), server.copy(), socket.copy());
    }

    /** From the scheduled time to the client, ns. */
    public Histogram whole() {
        return whole;
    }

    /** From the scheduled time into the ring, ns. */
    public Histogram feed() {
        return feed;
    }

    /** From the ring to the socket write: hand-over, encoding, waiting in a batch; ns. */
    public Histogram server() {
        return server;
    }

    /** From the socket write to the client's read: kernel, wake-up, reading the clients before. */
    public Histogram socket() {
        return socket;
    }

    static long bounded(long ns) {
        return Math.max(0, Math.min(MOST_NS, ns));
    }
}
