package io.ticktide.endpoint;

import io.ticktide.session.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replays of one I/O thread's connections; each serves its session while it is there.
 *
 * <p>Owner: that I/O thread.
 */
final class ShardReplays {
    private static final Logger LOG = LoggerFactory.getLogger(ShardReplays.class);

    private record Entry(ClientReplay replay, Runnable onOver) {}

    private final List<Entry> entries = new ArrayList<>(0);

    /** The replay of a session, or one that is about to be; null when there is none. */
    ClientReplay of(Session session) {
        for (int i = 0; i < entries.size(); i++) {
            ClientReplay replay = entries.get(i).replay();
            if (replay.session() == session && !replay.isOver()) {
                return replay;
            }
        }
        return null;
    }

    /**
     * @param onOver run once, when the replay is over.
     */
    void add(ClientReplay replay, Runnable onOver) {
        entries.add(new Entry(replay, onOver));
    }

    /** A session is gone. */
    void forget(Session session) {
        ClientReplay replay = of(session);
        if (replay != null) {
            replay.close();
        }
        removeOver();
    }

    /** Adds the sessions that are in a replay. */
    void addSessions(Collection<Session> to) {
        for (Entry entry : entries) {
            to.add(entry.replay().session());
        }
    }

    /** Gives each a turn; returns whether there may be more to do at once. */
    boolean doWork(long nowNs) {
        boolean more = false;
        boolean isOver = false;
        for (int i = 0; i < entries.size(); i++) {
            ClientReplay replay = entries.get(i).replay();
            more |= work(replay, nowNs);
            isOver |= replay.isOver();
        }
        if (isOver) {
            removeOver();
        }
        return more;
    }

    /** When one of them is due, monotonic ns. */
    long nextDueNs() {
        long dueNs = Long.MAX_VALUE;
        for (int i = 0; i < entries.size(); i++) {
            dueNs = Math.min(dueNs, entries.get(i).replay().nextDueNs());
        }
        return dueNs;
    }

    private static boolean work(ClientReplay replay, long nowNs) {
        try {
            return replay.doWork(nowNs);
        } catch (RuntimeException bug) {
            LOG.error("the replay of session {} failed", replay.session().id(), bug);
            replay.session().fail(bug);
            return false;
        }
    }

    private void removeOver() {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).replay().isOver()) {
                entries.remove(i).onOver().run();
            }
        }
    }
}
