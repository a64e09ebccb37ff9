package io.ticktide.perf.bench;

import io.ticktide.feed.simulated.RatePlan;
import io.ticktide.perf.floor.FloorMode;
import io.ticktide.perf.peer.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Who is measured in a run, ours first. Closing removes what a peer needed. */
final class Contenders implements AutoCloseable {
    // Messages a second: where a search begins and ends, whatever the number of clients.
    private static final double LEAST_OURS = 1_000_000;
    private static final double LEAST_BATCHED = 1_000_000;
    private static final double MOST_BATCHED = 64_000_000;
    private static final double LEAST_PER_TICK = 50_000;
    private static final double MOST_PER_TICK = 2_000_000;
    private static final double LEAST_OF_PEER = 20_000;
    private static final double MOST_OF_PEER = 8_000_000;
    private static final long SHORT_WARM_UP_NS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private final Targets targets;
    private final Audience audience;
    private final List<Contender> all = new ArrayList<>();
    private final List<WsInstallation> installed = new ArrayList<>();

    /**
     * All that were asked for. An audience that hears everything has ours alone: the others have
     * one ticker per client.
     *
     * @param warmUpNs of ours.
     * @throws BenchFailed when a peer cannot be had here.
     */
    Contenders(BenchOptions options, List<Peer> peers, Audience audience, long warmUpNs) {
        this.audience = audience;
        targets = options.targets();
        all.add(
                new Contender(
                        "ticktide",
                        plan -> targets.ticks(audience, plan, options.serverSettings()),
                        LEAST_OURS,
                        MOST_BATCHED,
                        warmUpNs));
        if (options.withFloor() && !audience.all()) {
            all.add(floor(FloorMode.BATCHED, LEAST_BATCHED, MOST_BATCHED));
            all.add(floor(FloorMode.PER_TICK, LEAST_PER_TICK, MOST_PER_TICK));
        }
        peers.forEach(peer -> all.add(peer(peer)));
    }

    List<Contender> all() {
        return List.copyOf(all);
    }

    @Override
    public void close() {
        installed.forEach(WsInstallation::close);
    }

    private Contender peer(Peer peer) {
        Function<RatePlan, Target> start =
                switch (peer) {
                    case UNDERTOW_NAIVE -> plan -> targets.undertowNaive(audience, plan);
                    case WS -> ws();
                };
        return new Contender(peer.label(), start, LEAST_OF_PEER, MOST_OF_PEER, SHORT_WARM_UP_NS);
    }

    private Function<RatePlan, Target> ws() {
        WsInstallation ws = WsInstallation.make(System.getenv().getOrDefault("PATH", ""));
        installed.add(ws);
        return plan -> targets.writer(Peer.WS.label(), ws.command(audience, plan));
    }

    private Contender floor(FloorMode mode, double least, double most) {
        return new Contender(
                "floor " + mode.label(),
                plan -> targets.floor(mode, audience, plan),
                least,
                most,
                SHORT_WARM_UP_NS);
    }
}
