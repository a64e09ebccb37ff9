package io.ticktide.distribute;

import io.ticktide.session.Session;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * The sessions of one I/O thread: which of them a wake-up concerned, whose held-back streams are
 * due, and whose heartbeat is. A session that nothing happens to costs a look every sixteenth of
 * the heartbeat interval.
 *
 * <p>Owner: that I/O thread; {@link #open()} may be asked by any.
 */
public final class Sessions {
    /** Heartbeats may be early by this part of their interval, so that many leave at once. */
    private static final int EARLY = 16;

    private final long heartbeatNs;
    private final NanoClock clock;
    private final EpochNanoClock epochClock;
    private final Audiences audiences;
    private final List<Session> all = new ArrayList<>();
    private final List<Session> touched = new ArrayList<>();
    private final DueSessions due = new DueSessions();
    private volatile int open; // written by the I/O thread, read by /stats
    private long nextHeartbeatNs = Long.MAX_VALUE;

    Sessions(long heartbeatNs, NanoClock clock, EpochNanoClock epochClock, Audiences audiences) {
        this.heartbeatNs = heartbeatNs;
        this.clock = clock;
        this.epochClock = epochClock;
        this.audiences = audiences;
    }

    /** Sessions open now. */
    public int open() {
        return open;
    }

    /** A client came. */
    public void add(Session session) {
        session.place().inList(all.size());
        session.place().heartbeatDueNs(clock.nanoTime() + heartbeatNs);
        nextHeartbeatNs = Math.min(nextHeartbeatNs, session.place().heartbeatDueNs());
        all.add(session);
        open = all.size();
    }

    /** Marks a session for a flush at the end of the wake-up. */
    public void touch(Session session) {
        if (session.touch()) {
            touched.add(session);
        }
    }

    /**
     * Serves one session now, as a command changed something.
     *
     * @return whether it could be sent more at once.
     */
    public boolean serve(Session session, long nowNs) {
        try {
            session.flush(nowNs);
        } catch (RuntimeException bug) {
            session.fail(bug);
        }
        due.update(session);
        return session.hasMore();
    }

    /**
     * Serves a session of which the socket has room again.
     *
     * @return whether it could be sent more at once.
     */
    public boolean writable(Session session, long nowNs) {
        try {
            session.onWritable();
        } catch (RuntimeException bug) {
            session.fail(bug);
        }
        return serve(session, nowNs);
    }

    /** Those that are here now. */
    public List<Session> here() {
        return List.copyOf(all);
    }

    /**
     * When a session next needs serving though no event came: a held-back stream is due, or a
     * heartbeat is. Monotonic ns; MAX_VALUE when there is no session.
     */
    public long nextDueNs() {
        return Math.min(due.nextNs(), all.isEmpty() ? Long.MAX_VALUE : nextHeartbeatNs);
    }

    /** A client came from another market of this thread; its next heartbeat is due as it was. */
    void join(Session session) {
        long heartbeatDueNs = session.place().heartbeatDueNs();
        add(session);
        session.place().heartbeatDueNs(heartbeatDueNs);
        nextHeartbeatNs = Math.min(nextHeartbeatNs, heartbeatDueNs);
    }

    /** A client goes to another market of this thread. */
    void leave(Session session) {
        touched.remove(session); // It would be put into an audience of this market.
        serve(session, clock.nanoTime());
        remove(session);
    }

    void remove(Session session) {
        int at = session.place().inList();
        Session last = all.remove(all.size() - 1);
        if (last != session) {
            all.set(at, last);
            last.place().inList(at);
        }
        due.remove(session);
        open = all.size();
    }

    /** Serves whom it concerns; returns whether some could be sent more at once. */
    boolean flush(long nowNs) {
        heartbeats(nowNs);
        while (due.nextNs() <= nowNs) {
            Session session = due.next();
            due.remove(session);
            touch(session);
        }
        int unfinished = 0;
        for (int i = 0; i < touched.size(); i++) {
            Session session = touched.get(i);
            if (serve(session, nowNs)) {
                if (session.touch()) {
                    touched.set(unfinished++, session);
                }
            } else {
                audiences.offer(session, nowNs);
            }
        }
        while (touched.size() > unfinished) {
            touched.remove(touched.size() - 1);
        }
        return unfinished > 0;
    }

    private void heartbeats(long nowNs) {
        if (nowNs < nextHeartbeatNs) {
            return;
        }
        long serverTimeNs = epochClock.nanoTime();
        long horizonNs = nowNs + heartbeatNs / EARLY;
        nextHeartbeatNs = Long.MAX_VALUE;
        for (int i = 0; i < all.size(); i++) {
            Session session = all.get(i);
            if (session.place().heartbeatDueNs() <= horizonNs) {
                session.place().heartbeatDueNs(nowNs + heartbeatNs);
                heartbeat(session, nowNs, serverTimeNs);
            }
            nextHeartbeatNs = Math.min(nextHeartbeatNs, session.place().heartbeatDueNs());
        }
    }

    private void heartbeat(Session session, long nowNs, long serverTimeNs) {
        try {
            session.heartbeat(nowNs, serverTimeNs);
        } catch (RuntimeException e) {
            session.fail(e);
        }
        touch(session);
    }
}
