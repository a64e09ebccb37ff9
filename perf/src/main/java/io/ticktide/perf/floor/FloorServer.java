package io.ticktide.perf.floor;

import io.ticktide.feed.simulated.RatePlan;
import io.ticktide.feed.simulated.TickSchedule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * Writes ticks by schedule to whoever connected, and does nothing else. One thread: the caller's.
 *
 * <p>Owner: the thread that calls {@link #step}.
 */
public final class FloorServer implements AutoCloseable {
    private static final int BACKLOG = 4_096;
    private static final int MOST_TICKS_AT_ONCE = 4_096;
    private static final int LOG_FRAMES = 1 << 16;
    private static final int LEAST_LOG_FRAMES = 1 << 12;
    private static final long LEAST_PARK_NS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long MOST_PARK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final FloorMode mode;
    private final NanoClock clock;
    private final EpochNanoClock epochClock;
    private final TickSchedule schedule;
    private final long startNs;
    private final long startEpochNs;
    private final TickLog[] logs;
    private final boolean[] changed;
    private final List<List<FloorClient>> clients = new ArrayList<>();
    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final ByteBuffer received = ByteBuffer.allocateDirect(16_384);
    private int turn;
    private int lost;

    /**
     * Listens on a free port of the loopback address; its schedule starts now.
     *
     * @param symbols in turn, each with a log of its own.
     */
    public FloorServer(
            FloorMode mode, int symbols, RatePlan plan, NanoClock clock, EpochNanoClock epochClock)
            throws IOException {
        this.mode = mode;
        this.clock = clock;
        this.epochClock = epochClock;
        schedule = new TickSchedule(plan);
        logs = new TickLog[symbols];
        changed = new boolean[symbols];
        for (int i = 0; i < symbols; i++) {
            logs[i] = new TickLog(i, Math.max(LEAST_LOG_FRAMES, LOG_FRAMES / symbols));
            clients.add(new ArrayList<>());
        }
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        startEpochNs = epochClock.nanoTime();
        startNs = clock.nanoTime();
    }

    /** Where it listens. */
    public InetSocketAddress address() throws IOException {
        return (InetSocketAddress) listener.getLocalAddress();
    }

    /** Clients that it lost or threw out. */
    public int lost() {
        return lost;
    }

    /**
     * Writes what is due and serves what is ready.
     *
     * @return ticks that were due.
     */
    public int step() throws IOException {
        int ticks = mode == FloorMode.BATCHED ? writeBatch() : writeTick();
        selector.selectNow(this::handle);
        return ticks;
    }

    /** Waits for the next tick, but not so long that those who connect would have to wait. */
    public void park() {
        long leftNs = startNs + schedule.nextNs() - clock.nanoTime();
        LockSupport.parkNanos(Math.min(MOST_PARK_NS, Math.max(LEAST_PARK_NS, leftNs)));
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private int writeBatch() {
        long elapsedNs = clock.nanoTime() - startNs;
        int ticks = 0;
        while (schedule.nextNs() <= elapsedNs && ticks < MOST_TICKS_AT_ONCE) {
            changed[append()] = true;
            ticks++;
        }
        for (int symbol = 0; ticks > 0 && symbol < logs.length; symbol++) {
            if (changed[symbol]) {
                changed[symbol] = false;
                flush(symbol);
            }
        }
        return ticks;
    }

    private int writeTick() {
        if (schedule.nextNs() > clock.nanoTime() - startNs) {
            return 0;
        }
        flush(append());
        return 1;
    }

    private int append() {
        int symbol = turn;
        turn = turn + 1 == logs.length ? 0 : turn + 1;
        logs[symbol].append(startEpochNs + schedule.nextNs(), epochClock.nanoTime());
        schedule.advance();
        return symbol;
    }

    private void flush(int symbol) {
        List<FloorClient> of = clients.get(symbol);
        for (int i = of.size() - 1; i >= 0; i--) {
            FloorClient client = of.get(i);
            try {
                client.flush();
            } catch (IOException e) {
                drop(client);
            }
        }
    }

    private void handle(SelectionKey key) {
        if (key.isAcceptable()) {
            accept();
            return;
        }
        FloorClient client = (FloorClient) key.attachment();
        try {
            if (key.isWritable()) {
                client.onWritable();
            }
            if (key.isReadable()) {
                read((SocketChannel) key.channel(), client);
            }
        } catch (IOException e) {
            drop(client);
        }
    }

    private void accept() {
        try {
            SocketChannel channel = listener.accept();
            while (channel != null) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                key.attach(new FloorClient(channel, key));
                channel = listener.accept();
            }
        } catch (IOException e) {
            // Out of files, or a client that left already: the others go on.
            lost++;
        }
    }

    private void read(SocketChannel channel, FloorClient client) throws IOException {
        received.clear();
        if (channel.read(received) < 0) {
            throw new IOException("the client closed");
        }
        received.flip();
        // What an upgraded client sends is a pong or a close: neither changes anything here.
        if (!client.isUpgraded() && client.onRequest(received)) {
            int symbol = client.symbol() % logs.length;
            client.upgrade(logs[symbol]);
            clients.get(symbol).add(client);
        }
    }

    private void drop(FloorClient client) {
        lost++;
        clients.forEach(of -> of.remove(client));
        try {
            client.close();
        } catch (IOException e) {
            lost++; // Not even closing it worked.
        }
    }
}
