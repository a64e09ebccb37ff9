package io.ticktide.perf.bench;

import io.ticktide.perf.load.ClientRole;
import io.ticktide.perf.load.LoadClient;
import io.ticktide.perf.load.Tally;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * Clocks and console of a run, and the steps that all benchmarks take.
 *
 * <p>Owner: the load thread.
 *
 * @param clock monotonic.
 * @param epochClock by which messages are received and windows are laid.
 * @param concurrency clients that may be connecting at once.
 */
record Rig(Console console, NanoClock clock, EpochNanoClock epochClock, int concurrency) {
    /** How long connecting may take when nothing else bounds it. */
    static final long CONNECT_NS = TimeUnit.SECONDS.toNanos(30);

    private static final long FIRST_MESSAGE_NS = TimeUnit.SECONDS.toNanos(10);

    /** Now, ns since the Unix epoch. */
    long epochNs() {
        return epochClock.nanoTime();
    }

    /**
     * Connects all clients to a target.
     *
     * @param timeoutNs how long that may take.
     * @throws BenchFailed when one of them does not get its streams.
     */
    LoadClient connect(Target target, List<ClientRole> roles, Tally tally, long timeoutNs)
            throws IOException {
        LoadClient load = connectAsManyAsCan(target, roles, tally, timeoutNs);
        if (load.ready() < roles.size()) {
            String text =
                    String.format(
                            Locale.ROOT,
                            "%s: %d of %d clients connected within %d s; %s",
                            target.name(),
                            load.ready(),
                            roles.size(),
                            TimeUnit.NANOSECONDS.toSeconds(timeoutNs),
                            load.firstFailure().isEmpty()
                                    ? "is the machine busy with something else?"
                                    : load.firstFailure());
            load.close();
            throw new BenchFailed(text);
        }
        return load;
    }

    /** Connects clients to a target, refused or not. */
    LoadClient connectAsManyAsCan(
            Target target, List<ClientRole> roles, Tally tally, long timeoutNs) throws IOException {
        console.step(target.name() + ": connecting " + roles.size() + " clients");
        LoadClient load = new LoadClient(target.address(), roles, tally, clock, epochClock);
        load.connectAll(concurrency, timeoutNs);
        return load;
    }

    /** Receives until something has come. */
    void awaitFirstMessage(LoadClient load, Tally tally) throws IOException {
        load.run(clock.nanoTime() + FIRST_MESSAGE_NS, () -> tally.lastTsEvent() != 0);
    }

    /** Receives until a moment of the epoch clock, ns. */
    void runUntil(LoadClient load, long epochNs) throws IOException {
        load.run(clock.nanoTime() + epochNs - epochNs());
    }
}
