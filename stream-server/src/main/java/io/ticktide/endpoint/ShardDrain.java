package io.ticktide.endpoint;

import io.ticktide.session.CloseReason;
import io.ticktide.session.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the clients of one I/O thread away, as a {@link DrainPlan} says: each gets what waits for
 * it, a goodbye with a time of its own to come back, and the close.
 *
 * <p>Owner: that I/O thread.
 */
final class ShardDrain {
    private static final Logger LOG = LoggerFactory.getLogger(ShardDrain.class);
    private static final int STEP_MS = 10;

    private final IoShard shard;
    private final DrainPlan plan;
    private final List<Session> sessions;
    private final SplittableRandom random;
    private final long startNs;
    private int told;
    private boolean hurried;

    /**
     * @param sessions to send away, those in a replay of their own included.
     * @param seed of the times at which they are to come back.
     */
    ShardDrain(IoShard shard, DrainPlan plan, Collection<Session> sessions, long seed) {
        this.shard = shard;
        this.plan = plan;
        this.sessions = new ArrayList<>(sessions);
        random = new SplittableRandom(seed);
        startNs = shard.nowNs();
    }

    /** One more to send away. */
    void add(Session session) {
        sessions.add(session);
    }

    /** Does what is due, and goes on by itself until the deadline. */
    void run() {
        long elapsedMs = TimeUnit.NANOSECONDS.toMillis(shard.nowNs() - startNs);
        int due =
                elapsedMs >= plan.goodbyesMs()
                        ? sessions.size()
                        : (int) (sessions.size() * elapsedMs / plan.goodbyesMs());
        shard.readOn(); // So that who goes now has had all that came before.
        while (told < due) {
            sendAway(sessions.get(told++));
        }
        if (elapsedMs >= plan.patienceMs() && !hurried) {
            hurried = true;
            sessions.forEach(this::hurry);
        }
        if (elapsedMs >= plan.deadlineMs()) {
            sessions.forEach(Session::cut);
        } else {
            shard.later(this::run, STEP_MS);
        }
    }

    private void sendAway(Session session) {
        int spreadMs = plan.retrySpreadMs() > 0 ? random.nextInt(plan.retrySpreadMs()) : 0;
        session.leave(DrainPlan.RETRY_AFTER_MS + spreadMs);
        shard.serve(session);
    }

    private void hurry(Session session) {
        try {
            session.close(CloseReason.SHUTDOWN);
        } catch (RuntimeException bug) {
            LOG.error("session {} takes no goodbye", session.id(), bug);
            session.cut();
        }
    }
}
