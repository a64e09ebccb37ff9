package io.ticktide.perf.bench;

import io.ticktide.feed.simulated.RatePlan;
import io.ticktide.perf.load.ClientRole;
import io.ticktide.perf.load.Connection;
import io.ticktide.perf.load.LoadClient;
import io.ticktide.perf.load.Tally;
import io.ticktide.perf.load.Timeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One target at one rate: connect, warm up, measure, wait for what is late.
 *
 * <p>Owner: the load thread.
 *
 * @param rate events per second of all instruments together; 0: that of a server that runs already,
 *     whatever it is.
 * @param warmUpNs after connecting, before the figures count.
 * @param measureNs how long events count.
 * @param stalled the first so many clients, which stop reading when the warm-up begins; the
 *     audience has one ticker then, or hears all.
 * @param timed whether each message goes into histograms, at a cost that the load may not have to
 *     give away.
 */
record FixedRun(
        Rig rig,
        Audience audience,
        long rate,
        long warmUpNs,
        long measureNs,
        int stalled,
        boolean timed) {
    private static final long UNKNOWN = -1;
    private static final long LATE_NS = TimeUnit.SECONDS.toNanos(3);
    private static final long CATCH_UP_NS = TimeUnit.SECONDS.toNanos(3);
    private static final long SETTLING_NS = TimeUnit.MILLISECONDS.toNanos(500);

    // Little enough that what a stalled client does not read is soon the server's to keep.
    private static final int STALLED_BUFFER_BYTES = 4_096;

    /**
     * Runs it, and ends the target.
     *
     * @param start starts the target with a plan.
     */
    Measured run(Function<RatePlan, Target> start) {
        RatePlan plan = RatePlan.constant(rate);
        return run(start.apply(plan), tally -> Scheduled.of(plan, audience, tally));
    }

    /**
     * Runs it against a server that was there before. What should arrive is known when its rate is;
     * otherwise what its numbers account for is what there was.
     */
    Measured runAgainst(PresentServer present) {
        if (rate == 0) {
            return run(present, tally -> null);
        }
        present.requireAll(audience);
        return run(present, tally -> Scheduled.of(RatePlan.constant(rate), audience, tally));
    }

    private Measured run(Target started, Function<Tally, Scheduled> schedule) {
        Tally tally = new Tally();
        try (Target target = started;
                LoadClient load = rig.connect(target, roles(target), tally, Rig.CONNECT_NS)) {
            rig.awaitFirstMessage(load, tally);
            if (tally.lastTsEvent() == 0) {
                throw new BenchFailed(
                        target.name() + ": no quote came within 10 s; does its feed have any?");
            }
            return measure(target, load, tally, schedule.apply(tally));
        } catch (IOException e) {
            throw new BenchFailed("the load failed: " + e.getMessage(), e);
        }
    }

    private Measured measure(Target target, LoadClient load, Tally tally, Scheduled scheduled)
            throws IOException {
        load.stall(stalled);
        long fromNs = rig.epochNs() + warmUpNs;
        long toNs = fromNs + measureNs;
        rig.console().step(target.name() + ": warming up");
        // All that is done later is done once before: its first time takes tens of milliseconds.
        tally.window(rig.epochNs(), fromNs, timed);
        load.newWindow();
        rig.runUntil(load, fromNs - SETTLING_NS);
        Usage.of(target.pid());
        Usage.ofThisProcess();
        tally.window(fromNs, toNs, timed);
        load.newWindow();
        rig.runUntil(load, fromNs);
        rig.console().step(target.name() + ": measuring");
        Usage server = Usage.of(target.pid());
        Usage own = Usage.ofThisProcess();
        long bytes = tally.bytes();
        long frames = tally.frames();
        rig.runUntil(load, toNs);
        Usage serverAfter = Usage.of(target.pid());
        Usage ownAfter = Usage.ofThisProcess();
        double seconds = measureNs * 1e-9;
        double bytesPerS = (tally.bytes() - bytes) / seconds;
        double framesPerS = (tally.frames() - frames) / seconds;
        long expected = scheduled == null ? UNKNOWN : expected(scheduled, fromNs, toNs);
        load.run(
                rig.clock().nanoTime() + LATE_NS,
                () -> expected != UNKNOWN && tally.windowEvents() >= expected);
        long[] perClient = healthy(load).stream().mapToLong(Connection::windowMessages).toArray();
        // The order of these matters: reading what the stalled ones missed adds to the tally.
        return new Measured(
                target.name(),
                seconds,
                expected,
                tally.windowMessages(),
                tally.windowConflated(),
                tally.windowEvents() / seconds / copies(),
                tailNs(tally.timeline(), toNs),
                ServerUse.between(server, serverAfter, seconds),
                (ownAfter.cpuNs() - own.cpuNs()) * 1e-9 / seconds,
                bytesPerS,
                framesPerS,
                Fairness.of(perClient),
                tally.latencies().copy(),
                tally.intervals().rows(),
                mergedForStalled(load),
                Accounting.of(load, tally));
    }

    private double copies() {
        return audience.copies() * (audience.clients() - stalled) / audience.clients();
    }

    private static long tailNs(Timeline timeline, long toNs) {
        int end = timeline.bucketFrom(toNs) - 1;
        return end < 1 ? 0 : timeline.meanNs(end - 1, end);
    }

    private long expected(Scheduled scheduled, long fromNs, long toNs) {
        long all = scheduled.messages(fromNs, toNs);
        return all / audience.clients() * (audience.clients() - stalled)
                + (stalled == 0 ? all % audience.clients() : 0);
    }

    /** Events that the stalled clients find merged when they read at last. */
    private long mergedForStalled(LoadClient load) throws IOException {
        if (stalled == 0) {
            return 0;
        }
        load.resume(stalled);
        List<Connection> slow = load.connections().subList(0, stalled);
        load.run(
                rig.clock().nanoTime() + CATCH_UP_NS,
                () -> slow.stream().allMatch(one -> one.conflated() > 0));
        return slow.stream().mapToLong(Connection::conflated).sum();
    }

    private List<Connection> healthy(LoadClient load) {
        return load.connections().subList(stalled, audience.clients());
    }

    private List<ClientRole> roles(Target target) {
        List<ClientRole> roles = new ArrayList<>(target.roles(audience));
        for (int i = 0; i < stalled; i++) {
            roles.set(i, roles.get(i).withReceiveBuffer(STALLED_BUFFER_BYTES));
        }
        return roles;
    }
}
