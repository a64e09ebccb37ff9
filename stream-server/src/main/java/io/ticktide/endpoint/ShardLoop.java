package io.ticktide.endpoint;

import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.agrona.concurrent.NanoClock;

/**
 * When an I/O thread works, and how it waits: asleep in its selector until somebody signals, or
 * polling for a while after its last work, or always.
 *
 * <pre>
 *             signal: one task
 *   asleep ─────────────────────► awake ──┐ a turn after each look at the sockets,
 *      ▲                            │ ▲───┘ while there is more to do or it polls
 *      └── says so, looks once more ┘
 * </pre>
 *
 * <p>XNIO runs tasks until none is left before it looks at the sockets, those that tasks add
 * included. Work that goes on therefore takes turns with the sockets instead, and so do tasks when
 * signals keep coming.
 *
 * <p>Owner: its I/O thread, but for {@link #signal}.
 */
public final class ShardLoop {
    /** Never sleeps. */
    public static final long ALWAYS_NS = Long.MAX_VALUE;

    private static final int MOST_TASKS_IN_A_ROW = 32;

    /** Turns between two looks at the sockets. */
    interface Turns {
        /** From now on there is a turn after each look, and the selector does not sleep. */
        void begin();

        /** From now on there is none. */
        void end();
    }

    private final Executor tasks;
    private final Turns turns;
    private final long pollNs;
    private final NanoClock clock;
    private final AtomicBoolean awake = new AtomicBoolean();
    private final ArrayDeque<Runnable> later = new ArrayDeque<>();
    private final Runnable onSignal = this::onSignal;
    private IntSupplier work;
    private int enough;
    private int tasksInARow;
    private long lastWorkNs;

    /**
     * @param tasks runs a task on the I/O thread, wakes it if need be; any thread.
     * @param pollNs how long to poll after the last work; 0: not at all, {@link #ALWAYS_NS}.
     * @param clock monotonic.
     */
    ShardLoop(Executor tasks, Turns turns, long pollNs, NanoClock clock) {
        this.tasks = tasks;
        this.turns = turns;
        this.pollNs = pollNs;
        this.clock = clock;
    }

    /**
     * Says what to do; before anybody signals.
     *
     * @param newWork returns how much it found.
     * @param newEnough as much means that there may be more.
     */
    void serve(IntSupplier newWork, int newEnough) {
        work = newWork;
        enough = newEnough;
    }

    /** There is something to do. Any thread. */
    void signal() {
        // What is published is visible before the flag is read: either this thread sees that the
        // other is asleep, or that one sees, looking once more, what was published.
        VarHandle.fullFence();
        if (!awake.get() && awake.compareAndSet(false, true)) {
            tasks.execute(onSignal);
        }
    }

    /** There is more to do, after the sockets had their turn. */
    void goOn() {
        if (awake.compareAndSet(false, true)) {
            turns.begin();
        }
    }

    /** Runs a task after the sockets had their turn. */
    void afterSockets(Runnable task) {
        later.add(task);
        goOn();
    }

    /** The sockets had their turn. */
    void onTurn() {
        tasksInARow = 0;
        for (int left = later.size(); left > 0; left--) {
            later.poll().run(); // Not those that these add.
        }
        step();
    }

    private void onSignal() {
        if (tasksInARow++ >= MOST_TASKS_IN_A_ROW || !later.isEmpty()) {
            turns.begin();
        } else {
            step();
        }
    }

    private void step() {
        if (pollNs == 0) {
            awake.set(false); // Before the work: a signal during it brings a task.
            rest(work.getAsInt() >= enough);
            return;
        }
        int found = work.getAsInt();
        long nowNs = clock.nanoTime();
        if (found > 0) {
            lastWorkNs = nowNs;
        }
        if (found >= enough || nowNs - lastWorkNs < pollNs) {
            turns.begin();
            return;
        }
        awake.set(false); // From here on signals bring a task; what came before is found now.
        rest(work.getAsInt() > 0);
    }

    private void rest(boolean more) {
        if ((more || !later.isEmpty()) && awake.compareAndSet(false, true)) {
            turns.begin();
        } else {
            turns.end();
        }
    }
}
