package io.ticktide.perf;

import io.ticktide.config.DistributeConfig;
import io.ticktide.config.SessionConfig;
import io.ticktide.distribute.DistributeSettings;
import io.ticktide.distribute.Distributor;
import io.ticktide.distribute.StreamStart;
import io.ticktide.session.DeliveryCounters;
import io.ticktide.session.Session;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * ring → sessions: quotes of one instrument are published, then one wake-up hands them to every
 * session and sends one frame to each. The writing of the ring is in the figure, the socket is not.
 */
public class DistributorBenchmark extends StageBenchmark {
    static final int BATCH = 64;
    private static final int EVENT_HISTORY_BYTES = 1 << 20;

    /** Sessions subscribed to the quotes. */
    @Param({"1", "100"})
    public int sessions;

    private final TapeRing ring = new TapeRing();
    private final TapeSessions clients = new TapeSessions();
    private Distributor distributor;

    /** Subscribes everyone, and sends the first heartbeat and the definition. */
    @Setup
    public void subscribe() {
        StoppedClock clock = new StoppedClock();
        distributor =
                new Distributor(ring.newPoller(), Tape.instruments(), settings(), clock, clock);
        for (int i = 0; i < sessions; i++) {
            Session session = clients.open(new CompletingSink());
            distributor.sessions().add(session);
            distributor.begin(
                    distributor.prepare(session, TapeSessions.QUOTES, StreamStart.next()));
        }
        ring.quote();
        distributor.doWork();
    }

    /** What the sessions counted together. */
    DeliveryCounters counters() {
        return clients.counters();
    }

    /** One quote to every session. */
    @Benchmark
    public int wakeUpWithOneQuote() {
        ring.quote();
        return distributor.doWork();
    }

    /** Per quote, when a wake-up finds many. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int wakeUpWithManyQuotes() {
        for (int i = 0; i < BATCH; i++) {
            ring.quote();
        }
        return distributor.doWork();
    }

    private static DistributeSettings settings() {
        DistributeConfig config = DistributeConfig.defaults();
        return new DistributeSettings(
                config.batchLimit(),
                config.historyBars(),
                EVENT_HISTORY_BYTES,
                TimeUnit.MILLISECONDS.toNanos(config.closeGraceMs()),
                TimeUnit.MILLISECONDS.toNanos(SessionConfig.defaults().heartbeatMs()));
    }
}
