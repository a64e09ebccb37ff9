package io.ticktide.perf.bench;

import io.ticktide.feed.simulated.RatePlan;
import io.ticktide.perf.load.Connection;
import io.ticktide.perf.load.LoadClient;
import io.ticktide.perf.load.Tally;
import io.ticktide.perf.load.Timeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Starts a target whose feed climbs through rates, listens to all of it, and says of each rate what
 * came of it.
 *
 * <p>Owner: the load thread.
 */
final class Climber implements RateSearch.Climb {
    private static final int MOST_WARM_UP = 4;
    private static final long RUN_UP_NS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Rig rig;
    private final Audience audience;
    private final Function<RatePlan, Target> start;
    private final long warmUpNs;
    private final long stepNs;
    private final List<Rung> climbed = new ArrayList<>();
    private Accounting accounting = Accounting.NONE;

    /**
     * @param start starts the target with a plan.
     * @param warmUpNs at the first rate, before the figures count; connecting is part of it.
     * @param stepNs how long each rate is held.
     */
    Climber(
            Rig rig,
            Audience audience,
            Function<RatePlan, Target> start,
            long warmUpNs,
            long stepNs) {
        this.rig = rig;
        this.audience = audience;
        this.start = start;
        this.warmUpNs = warmUpNs;
        this.stepNs = stepNs;
    }

    /** All rates that were tried so far. */
    List<Rung> climbed() {
        return List.copyOf(climbed);
    }

    /** What the clients' books say after all climbs. */
    Accounting accounting() {
        return accounting;
    }

    @Override
    public List<Rung> climb(List<Long> runUp, List<Long> rates) {
        // Connecting is part of the warm-up; on a busy machine it can take longer than that.
        for (long allowedNs = warmUpNs; ; allowedNs *= 2) {
            try {
                return climb(runUp, rates, allowedNs);
            } catch (BenchFailed e) {
                if (allowedNs >= warmUpNs * MOST_WARM_UP) {
                    throw e;
                }
                rig.console().note(e.getMessage() + "; again with more time");
            }
        }
    }

    private List<Rung> climb(List<Long> runUp, List<Long> rates, long allowedNs) {
        RatePlan plan = plan(runUp, rates, allowedNs);
        long warmNs = allowedNs + (runUp.size() - 1) * RUN_UP_NS;
        Tally tally = new Tally();
        try (Target target = start.apply(plan);
                LoadClient load = rig.connect(target, target.roles(audience), tally, allowedNs)) {
            rig.awaitFirstMessage(load, tally);
            Scheduled scheduled = Scheduled.of(plan, audience, tally);
            List<Rung> rungs =
                    climb(target, load, tally, scheduled, rates, scheduled.originNs() + warmNs);
            accounting = accounting.plus(Accounting.of(load, tally));
            climbed.addAll(rungs);
            return rungs;
        } catch (IOException e) {
            throw new BenchFailed("the load failed: " + e.getMessage(), e);
        }
    }

    private RatePlan plan(List<Long> runUp, List<Long> rates, long allowedNs) {
        List<RatePlan.Step> steps = new ArrayList<>();
        for (long rate : runUp) {
            steps.add(new RatePlan.Step(rate, steps.isEmpty() ? allowedNs : RUN_UP_NS));
        }
        rates.forEach(rate -> steps.add(new RatePlan.Step(rate, stepNs)));
        return new RatePlan(steps);
    }

    private List<Rung> climb(
            Target target,
            LoadClient load,
            Tally tally,
            Scheduled scheduled,
            List<Long> rates,
            long firstNs)
            throws IOException {
        if (rig.epochNs() > firstNs) {
            throw new BenchFailed(
                    "connecting " + audience.clients() + " clients took longer than the warm-up");
        }
        tally.window(firstNs, firstNs + rates.size() * stepNs, false);
        load.newWindow();
        rig.runUntil(load, firstNs);
        List<Rung> rungs = new ArrayList<>();
        Snapshot before = snapshot(target, load, tally);
        for (int i = 0; i < rates.size() && !RateSearch.isOver(rungs); i++) {
            long fromNs = firstNs + i * stepNs;
            rig.runUntil(load, fromNs + stepNs);
            Snapshot after = snapshot(target, load, tally);
            rig.runUntil(load, fromNs + stepNs + Rung.GRACE_NS);
            Rung rung = rung(rates.get(i), fromNs, tally.timeline(), scheduled, before, after);
            rungs.add(rung);
            before = after;
            rig.console().step(line(target, rung));
            if (load.failed() > 0) {
                rig.console().note(target.name() + ": " + load.firstFailure());
                break;
            }
        }
        return rungs;
    }

    private Rung rung(
            long rate,
            long fromNs,
            Timeline timeline,
            Scheduled scheduled,
            Snapshot before,
            Snapshot after) {
        int first = timeline.bucketFrom(fromNs);
        int end = timeline.bucketFrom(fromNs + stepNs) - 1;
        double wallS = (after.nowNs - before.nowNs) * 1e-9;
        return new Rung(
                rate,
                (end - first) * Timeline.BUCKET_NS * 1e-9,
                scheduled.messages(timeline.startNs(first), timeline.startNs(end)),
                timeline.delivered(first, end),
                timeline.meanNs(end - 1, end),
                ServerUse.between(before.server, after.server, wallS),
                (after.load.cpuNs() - before.load.cpuNs()) * 1e-9 / wallS,
                (after.bytes - before.bytes) / wallS,
                (after.frames - before.frames) / wallS,
                Fairness.of(difference(before.messages, after.messages)));
    }

    private Snapshot snapshot(Target target, LoadClient load, Tally tally) {
        return new Snapshot(
                rig.epochNs(),
                Usage.of(target.pid()),
                Usage.ofThisProcess(),
                tally.bytes(),
                tally.frames(),
                load.connections().stream().mapToLong(Connection::messages).toArray());
    }

    private static long[] difference(long[] before, long[] after) {
        long[] difference = new long[after.length];
        for (int i = 0; i < after.length; i++) {
            difference[i] = after[i] - before[i];
        }
        return difference;
    }

    private static String line(Target target, Rung rung) {
        return String.format(
                Locale.ROOT,
                "%s: %,d events/s: %.2f M messages/s of %.2f M, %.1f ms late, server %.0f %%,"
                        + " load %.0f %%%s",
                target.name(),
                rung.rate(),
                rung.deliveredPerS() * 1e-6,
                rung.expected() / rung.seconds() * 1e-6,
                rung.tailNs() / (double) TimeUnit.MILLISECONDS.toNanos(1),
                rung.server().cores() * 100,
                rung.loadCpu() * 100,
                rung.sustained() ? "" : " – not sustained");
    }

    /** What had been used and received at the end of a step. */
    private static final class Snapshot {
        private final long nowNs;
        private final Usage server;
        private final Usage load;
        private final long bytes;
        private final long frames;
        private final long[] messages;

        private Snapshot(
                long nowNs, Usage server, Usage load, long bytes, long frames, long[] messages) {
            this.nowNs = nowNs;
            this.server = server;
            this.load = load;
            this.bytes = bytes;
            this.frames = frames;
            this.messages = messages;
        }
    }
}
