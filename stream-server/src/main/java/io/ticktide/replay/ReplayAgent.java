package io.ticktide.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;
import org.agrona.concurrent.NanoClock;

/**
 * Plays all open replays in turns, and sleeps until the first event of any is due. A replay whose
 * client is behind costs it nothing until that client has read.
 *
 * <p>Owner: the thread "replay"; {@link #tell} and {@link #wake} may be called by any.
 */
public final class ReplayAgent implements Agent {
    private static final long LEAST_PARK_NS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long MOST_PARK_NS = TimeUnit.SECONDS.toNanos(1);

    private final NanoClock clock;
    private final ManyToOneConcurrentLinkedQueue<Runnable> tasks =
            new ManyToOneConcurrentLinkedQueue<>();
    private final List<Replay> replays = new ArrayList<>();
    private volatile Thread thread; // written by itself when it starts, read by wake()
    private boolean ended;

    /**
     * @param clock monotonic.
     */
    public ReplayAgent(NanoClock clock) {
        this.clock = clock;
    }

    @Override
    public String roleName() {
        return "replay";
    }

    @Override
    public void onStart() {
        thread = Thread.currentThread();
    }

    @Override
    public int doWork() {
        int done = 0;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
            done++;
        }
        long nowNs = clock.nanoTime();
        for (int i = 0; i < replays.size(); i++) {
            done += replays.get(i).doWork(nowNs);
        }
        return done;
    }

    @Override
    public void onClose() {
        ended = true;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        replays.forEach(Replay::closeFeed);
        replays.clear();
    }

    /** How this agent waits until there is something to do. */
    public IdleStrategy idle() {
        return new IdleStrategy() {
            @Override
            public void idle(int workCount) {
                if (workCount == 0) {
                    idle();
                }
            }

            @Override
            public void idle() {
                LockSupport.parkNanos(parkNs());
            }

            @Override
            public void reset() {
                // Holds no state between waits.
            }
        };
    }

    /** Runs a task on the thread of this agent soon. Any thread. */
    void tell(Runnable task) {
        tasks.add(task);
        wake();
    }

    /** There is something to do. Any thread. */
    void wake() {
        Thread sleeper = thread;
        if (sleeper != null) {
            LockSupport.unpark(sleeper);
        }
    }

    void add(Replay replay) {
        if (ended) {
            replay.closeFeed();
        } else {
            replays.add(replay);
        }
    }

    void remove(Replay replay) {
        replays.remove(replay);
        replay.closeFeed();
    }

    NanoClock clock() {
        return clock;
    }

    private long parkNs() {
        long dueNs = Long.MAX_VALUE;
        for (int i = 0; i < replays.size(); i++) {
            dueNs = Math.min(dueNs, replays.get(i).nextDueNs());
        }
        if (dueNs == Long.MAX_VALUE) {
            return MOST_PARK_NS;
        }
        long nowNs = clock.nanoTime();
        long waitNs = dueNs <= nowNs ? 0 : dueNs - nowNs;
        return Math.max(LEAST_PARK_NS, Math.min(MOST_PARK_NS, waitNs));
    }
}
