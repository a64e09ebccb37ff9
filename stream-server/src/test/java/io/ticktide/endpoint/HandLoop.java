package io.ticktide.endpoint;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** The thread and the sockets of a {@link ShardLoop}, moved by hand. */
final class HandLoop implements Executor, ShardLoop.Turns {
    final Queue<Runnable> tasks = new ArrayDeque<>();
    long nowNs;
    boolean takesTurns;

    /** A loop on this. */
    ShardLoop loop(long pollNs) {
        return new ShardLoop(this, this, pollNs, () -> nowNs);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void begin() {
        takesTurns = true;
    }

    @Override
    public void end() {
        takesTurns = false;
    }
}
