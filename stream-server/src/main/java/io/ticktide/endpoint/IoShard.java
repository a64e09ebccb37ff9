package io.ticktide.endpoint;

import io.ticktide.distribute.Distributor;
import io.ticktide.distribute.Sessions;
import io.ticktide.feed.Instrument;
import io.ticktide.session.Definitions;
import io.ticktide.session.DeliveryCounters;
import io.ticktide.session.Dialect;
import io.ticktide.session.FramePool;
import io.ticktide.session.FrameSink;
import io.ticktide.session.Session;
import io.ticktide.session.SessionLimits;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/**
 * One I/O thread with the distributor and the sessions that belong to it. The feed thread signals
 * its loop, however many events came; a timer wakes it for heartbeats and rate limits.
 *
 * <p>Owner: its I/O thread, but for {@link #signal}.
 */
public final class IoShard {
    private static final Logger LOG = LoggerFactory.getLogger(IoShard.class);
    private static final int READ_BYTES = 16_384;
    private static final int MOST_TURNS = 16;
    private static final int BEAT_MS = 1_000;

    private final XnioIoThread thread;
    private final ShardLoop loop;
    private final Distributor distributor;
    private final NanoClock clock;
    private final EpochNanoClock epochClock;
    private final SessionLimits limits;
    private final FramePool pool;
    private final Definitions definitions;
    private final Dialect binary = new BinaryDialect();
    private final JsonDialect json;
    private final ShardReplays replays = new ShardReplays();
    private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BYTES);
    private final DeliveryCounters counters = new DeliveryCounters();
    private final RejectedCommands rejected = new RejectedCommands();
    private final ShardConnections connections;
    private final Runnable timerWork = this::onTimer;
    private XnioExecutor.Key timer;
    private long timerDueNs = Long.MAX_VALUE;
    private boolean isWorking;
    private boolean goesOn;
    private volatile long turnedNs; // written by its thread, read by /health
    private ShardDrain drain; // null: nobody is sent away

    /**
     * @param thread the I/O thread that owns everything here from now on.
     * @param loop of that thread; serves this shard from now on.
     * @param pendingBytes what may wait for full sockets, all its clients together.
     */
    public IoShard(
            XnioIoThread thread,
            ShardLoop loop,
            Distributor distributor,
            List<Instrument> instruments,
            SessionLimits limits,
            long pendingBytes,
            NanoClock clock,
            EpochNanoClock epochClock) {
        this.thread = thread;
        this.loop = loop;
        this.distributor = distributor;
        this.clock = clock;
        this.epochClock = epochClock;
        this.limits = limits;
        pool = new FramePool(limits.outboxBytes(), pendingBytes);
        connections = new ShardConnections(epochClock);
        definitions = new Definitions(instruments);
        json = new JsonDialect(instruments);
        loop.serve(this::work, distributor.batchLimit());
    }

    /** Wakes this shard. Any thread. */
    public void signal() {
        loop.signal();
    }

    /** Begins to show that its thread does something. */
    void beat() {
        turnedNs = clock.nanoTime();
        later(this::beat, BEAT_MS);
    }

    /** Since its thread last did something, ns; 0 before it began to show that. Any thread. */
    long unturnedNs() {
        return turnedNs == 0 ? 0 : Math.max(0, clock.nanoTime() - turnedNs);
    }

    /** Of its thread. */
    String name() {
        return thread.getName();
    }

    XnioIoThread thread() {
        return thread;
    }

    /** Runs a task on this shard's thread soon; not at all when the thread is about to end. */
    void soon(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} ends, a task is left undone", thread.getName());
        }
    }

    /** Runs a task on this shard's thread after all its sockets had their turn. */
    void afterSockets(Runnable task) {
        loop.afterSockets(task);
    }

    /**
     * Runs a task on this shard's thread, after a while.
     *
     * @return what cancels it; null when the thread is about to end and takes no more tasks.
     */
    XnioExecutor.Key later(Runnable task, long waitMs) {
        try {
            return thread.executeAfter(task, waitMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} ends, a task is left undone", thread.getName());
            return null;
        }
    }

    /** The distributor; its I/O thread only. */
    public Distributor distributor() {
        return distributor;
    }

    /** The distributor that serves a session now: this one, or that of its replay. */
    Distributor distributorOf(Session session) {
        ClientReplay replay = replays.of(session);
        return replay == null ? distributor : replay.market().distributor();
    }

    /** The replays of this shard's sessions. */
    ShardReplays replays() {
        return replays;
    }

    /** The live market. */
    Market market(List<Instrument> instruments, Symbols symbols, long marketEpochNs) {
        return new Market(distributor, instruments, symbols, definitions, json, marketEpochNs);
    }

    /** Where a connection reads into; shared, so nothing may stay there. */
    ByteBuffer readBuffer() {
        return readBuffer;
    }

    /** Of output that waits for the full sockets of its clients. */
    FramePool pool() {
        return pool;
    }

    DeliveryCounters counters() {
        return counters;
    }

    /** A command is answered with an error. */
    void rejected(BadCommand bad) {
        counters.badCommands().increment();
        rejected.count(bad);
    }

    /** Commands answered with an error, by code. */
    RejectedCommands rejectedCommands() {
        return rejected;
    }

    /** Its connections. */
    ShardConnections connections() {
        return connections;
    }

    /** Monotonic; any thread. */
    long nowNs() {
        return clock.nanoTime();
    }

    long epochNs() {
        return epochClock.nanoTime();
    }

    /** A session for a new connection. */
    Session open(long id, FrameSink sink, boolean asJson) {
        Session session =
                new Session(
                        id,
                        sink,
                        asJson ? json : binary,
                        pool,
                        limits,
                        definitions,
                        epochClock,
                        counters);
        session.onReceived(clock.nanoTime());
        distributor.sessions().add(session);
        counters.opened().increment();
        if (drain != null) {
            drain.add(session); // Let in before, connected after.
        }
        return session;
    }

    /** Serves one session now: answers to commands, or room after a full socket. */
    void serve(Session session) {
        Sessions sessions = distributorOf(session).sessions();
        goOn(session, sessions, sessions.serve(session, clock.nanoTime()));
    }

    /** The socket of a session has room again. */
    void writable(Session session) {
        Sessions sessions = distributorOf(session).sessions();
        goOn(session, sessions, sessions.writable(session, clock.nanoTime()));
    }

    /** A session's connection is gone. */
    void closed(Session session) {
        distributorOf(session).closed(session);
        replays.forget(session);
    }

    /** Sends all clients away. */
    void drain(DrainPlan plan, long seed) {
        drain = new ShardDrain(this, plan, sessions(), seed);
        drain.run();
    }

    /** Says something to every client, those in a replay of their own included. */
    void tellAll(String json) {
        for (Session session : sessions()) {
            session.answer(json);
            serve(session);
        }
    }

    private Set<Session> sessions() {
        Set<Session> sessions = new LinkedHashSet<>(distributor.sessions().here());
        replays.addSessions(sessions);
        return sessions;
    }

    /** Gives out what is in the ring, as far as a wake-up or some do. */
    void readOn() {
        int turns = 0;
        while (work() >= distributor.batchLimit() && turns < MOST_TURNS) {
            turns++;
        }
    }

    private void goOn(Session session, Sessions sessions, boolean hasMore) {
        boolean waitsForIt = sessions != distributor.sessions() && session.takesMore();
        if (hasMore) {
            sessions.touch(session);
        }
        if (isWorking) {
            goesOn |= hasMore || waitsForIt; // The loop hears of it at the end of this turn.
            return;
        }
        if (hasMore || waitsForIt) {
            loop.goOn(); // After the others had their turn.
        }
        schedule();
    }

    private int work() {
        int found = 0;
        isWorking = true;
        goesOn = false;
        try {
            found = distributor.doWork();
            goesOn |= replays.doWork(clock.nanoTime());
        } catch (RuntimeException e) {
            LOG.error("serving {} failed", thread.getName(), e);
        } finally {
            isWorking = false;
        }
        schedule();
        return goesOn ? distributor.batchLimit() : found;
    }

    private void onTimer() {
        timer = null;
        timerDueNs = Long.MAX_VALUE;
        if (work() >= distributor.batchLimit()) {
            loop.goOn();
        }
    }

    private void schedule() {
        long dueNs = Math.min(distributor.sessions().nextDueNs(), replays.nextDueNs());
        if (dueNs >= timerDueNs || dueNs == Long.MAX_VALUE) {
            return;
        }
        if (timer != null) {
            timer.remove();
        }
        long nowNs = clock.nanoTime();
        // Due since ever, as a first heartbeat is, is due now: the difference would overflow.
        long waitNs = dueNs <= nowNs ? 0 : dueNs - nowNs;
        long waitMs = TimeUnit.NANOSECONDS.toMillis(waitNs) + 1;
        timer = later(timerWork, waitMs);
        timerDueNs = dueNs;
    }
}
