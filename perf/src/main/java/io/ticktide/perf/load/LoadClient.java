package io.ticktide.perf.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Thousands of clients on the calling thread: everything happens inside {@link #connectAll} and
 * {@link #run}.
 *
 * <p>Owner: the load thread.
 */
public final class LoadClient implements AutoCloseable {
    private static final int READ_BYTES = Connection.MOST_FRAME_BYTES + (1 << 16);
    // Several reads of one busy client in a row would let the others wait.
    private static final int READS_IN_A_ROW = 2;
    private static final long SELECT_MS = 20;

    private final InetSocketAddress address;
    private final List<Connection> connections;
    private final NanoClock clock;
    private final EpochNanoClock epochClock;
    private final Selector selector;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(READ_BYTES);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private int ready;
    private int failed;
    private String firstFailure = "";
    private long connectNs;

    /**
     * @param roles one per client.
     * @param clock monotonic.
     * @param epochClock by which messages are received.
     */
    public LoadClient(
            InetSocketAddress address,
            List<ClientRole> roles,
            Tally tally,
            NanoClock clock,
            EpochNanoClock epochClock)
            throws IOException {
        this.address = address;
        this.clock = clock;
        this.epochClock = epochClock;
        selector = Selector.open();
        connections = new ArrayList<>(roles.size());
        for (ClientRole role : roles) {
            connections.add(new Connection(role, this, tally));
        }
    }

    /**
     * Connects and subscribes all clients, as a storm with a bound.
     *
     * @param concurrency clients that may be under way at once.
     * @param timeoutNs after which those that are left count as failed.
     */
    public void connectAll(int concurrency, long timeoutNs) throws IOException {
        long startNs = clock.nanoTime();
        int started = 0;
        while (ready + failed < connections.size() && clock.nanoTime() - startNs < timeoutNs) {
            while (started < connections.size() && started - ready - failed < concurrency) {
                start(connections.get(started++));
            }
            selector.select(this::handle, SELECT_MS);
        }
        connectNs = clock.nanoTime() - startNs;
    }

    /** Receives until a moment of the monotonic clock, ns. */
    public void run(long untilNs) throws IOException {
        run(untilNs, () -> false);
    }

    /** Receives until a moment of the monotonic clock, ns, or until there is no more need. */
    public void run(long untilNs, BooleanSupplier done) throws IOException {
        while (!done.getAsBoolean()) {
            long leftNs = untilNs - clock.nanoTime();
            if (leftNs <= 0) {
                return;
            }
            long leftMs = 1 + TimeUnit.NANOSECONDS.toMillis(leftNs);
            selector.select(this::handle, Math.min(SELECT_MS, leftMs));
        }
    }

    /** Counts of each client start anew, with the tally's window. */
    public void newWindow() {
        connections.forEach(Connection::newWindow);
    }

    /** Lets the first so many clients read no more. */
    public void stall(int clients) {
        connections.subList(0, clients).forEach(Connection::stall);
    }

    /** Lets the first so many clients read again. */
    public void resume(int clients) {
        connections.subList(0, clients).forEach(Connection::resume);
    }

    /** The clients in the order of their roles. */
    public List<Connection> connections() {
        return List.copyOf(connections);
    }

    /** Clients that are connected and have their answer. */
    public int ready() {
        return ready;
    }

    /** Clients that were refused, never answered in time, or lost. */
    public int failed() {
        return failed;
    }

    /** What happened to the first of them, for people. */
    public String firstFailure() {
        return firstFailure;
    }

    /** How long {@link #connectAll} took, ns. */
    public long connectNs() {
        return connectNs;
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
        selector.close();
    }

    InetSocketAddress address() {
        return address;
    }

    long epochNs() {
        return epochClock.nanoTime();
    }

    void onReady() {
        ready++;
    }

    private void start(Connection connection) throws IOException {
        try {
            connection.connect(address, selector);
        } catch (IOException | BadFrame e) {
            fail(connection, e);
        }
    }

    private void handle(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            if (key.isConnectable()) {
                connection.onConnected();
                return;
            }
            if (key.isWritable()) {
                connection.onWritable();
            }
            if (key.isReadable()) {
                int reads = 1;
                while (connection.onReadable(bytes, buffer) && reads < READS_IN_A_ROW) {
                    reads++;
                }
            }
        } catch (IOException | BadFrame e) {
            fail(connection, e);
        }
    }

    private void fail(Connection connection, Exception why) {
        failed++;
        if (connection.state() == Connection.State.READY) {
            ready--;
        }
        if (firstFailure.isEmpty()) {
            firstFailure = connection.state() + ": " + why.getMessage();
        }
        try {
            connection.close();
        } catch (IOException e) {
            firstFailure += "; closing failed too: " + e.getMessage();
        }
    }
}
