package io.ticktide.perf.bench;

import io.ticktide.perf.floor.FloorMode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Who is measured in a run, ours first. */
record Contenders(Targets targets, Audience audience) {
    // Messages a second: where a search begins and ends, whatever the number of clients.
    private static final double LEAST_OURS = 100_000;
    private static final double LEAST_BATCHED = 1_000_000;
    private static final double MOST_BATCHED = 48_000_000;
    private static final double LEAST_PER_TICK = 50_000;
    private static final double MOST_PER_TICK = 2_000_000;
    private static final long SHORT_WARM_UP_NS = TimeUnit.MILLISECONDS.toNanos(1_500);

    /**
     * All that were asked for. An audience that hears everything has ours alone: the others have
     * one ticker per client.
     *
     * @param warmUpNs of ours.
     */
    List<Contender> of(BenchOptions options, long warmUpNs) {
        List<Contender> all = new ArrayList<>();
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
        return all;
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
