package io.ticktide.perf.peer;

import io.ticktide.feed.simulated.RatePlan;
import io.ticktide.feed.simulated.TickSchedule;
import io.ticktide.perf.floor.Lifetime;
import io.ticktide.perf.floor.TickPacket;
import io.ticktide.ring.WallClock;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The ticks with Undertow as its guide shows it: {@code sendBinary} per client and tick, whatever
 * the client has not read yet. As a process: {@code UndertowNaive SYMBOLS PLAN}.
 *
 * <p>Owner: the thread that calls {@link #step}.
 */
public final class UndertowNaive implements AutoCloseable {
    private static final int USAGE = 2;
    private static final long LEAST_PARK_NS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long MOST_PARK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final NanoClock clock;
    private final EpochNanoClock epochClock;
    private final TickSchedule schedule;
    private final Undertow server;
    private final long startNs;
    private final long startEpochNs;
    private final TickPacket packet = new TickPacket();
    private final List<Set<WebSocketChannel>> clients = new ArrayList<>();
    private final long[] seqs;
    private int turn;

    /** Listens on a free port of the loopback address; its schedule starts now. */
    public UndertowNaive(int symbols, RatePlan plan, NanoClock clock, EpochNanoClock epochClock) {
        this.clock = clock;
        this.epochClock = epochClock;
        schedule = new TickSchedule(plan);
        seqs = new long[symbols];
        for (int i = 0; i < symbols; i++) {
            clients.add(ConcurrentHashMap.newKeySet());
        }
        server =
                Undertow.builder()
                        .addHttpListener(0, "127.0.0.1")
                        .setHandler(
                                Handlers.path()
                                        .addPrefixPath(
                                                "/v1/stream", Handlers.websocket(this::onConnect)))
                        .build();
        server.start();
        startEpochNs = epochClock.nanoTime();
        startNs = clock.nanoTime();
    }

    /** Exit codes: 0 ok, 2 bad usage. */
    public static void main(String[] args) {
        if (args.length != 2) {
            System.err.println("usage: UndertowNaive SYMBOLS RATE/MS,RATE/MS,…");
            System.exit(USAGE);
        }
        int symbols = Integer.parseInt(args[0]);
        RatePlan plan = RatePlan.parse(List.of(args[1].split(",", -1)));
        NanoClock clock = SystemNanoClock.INSTANCE;
        try (UndertowNaive peer = new UndertowNaive(symbols, plan, clock, new WallClock())) {
            System.out.println("listening on " + peer.address().getPort());
            Lifetime lifetime = new Lifetime(clock);
            while (!lifetime.isOver()) {
                if (!peer.step()) {
                    peer.park();
                }
            }
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    }

    /** Sends the next tick, if it is due. */
    public boolean step() {
        if (schedule.nextNs() > clock.nanoTime() - startNs) {
            return false;
        }
        int symbol = turn;
        turn = turn + 1 == seqs.length ? 0 : turn + 1;
        long tsEvent = startEpochNs + schedule.nextNs();
        byte[] bytes = new byte[TickPacket.BYTES];
        packet.encode(
                new UnsafeBuffer(bytes), 0, symbol, ++seqs[symbol], tsEvent, epochClock.nanoTime());
        for (WebSocketChannel client : clients.get(symbol)) {
            WebSockets.sendBinary(ByteBuffer.wrap(bytes), client, null);
        }
        schedule.advance();
        return true;
    }

    /** Waits for the next tick. */
    public void park() {
        long leftNs = startNs + schedule.nextNs() - clock.nanoTime();
        LockSupport.parkNanos(Math.min(MOST_PARK_NS, Math.max(LEAST_PARK_NS, leftNs)));
    }

    @Override
    public void close() {
        server.stop();
    }

    private void onConnect(WebSocketHttpExchange exchange, WebSocketChannel channel) {
        List<String> asked = exchange.getRequestParameters().get("symbol");
        int symbol = asked == null ? 0 : Integer.parseInt(asked.get(0));
        Set<WebSocketChannel> of = clients.get(symbol % seqs.length);
        channel.addCloseTask(of::remove);
        of.add(channel);
        channel.resumeReceives();
    }
}
