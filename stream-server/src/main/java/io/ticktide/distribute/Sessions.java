package io.ticktide.distribute;

import io.ticktide.session.CloseReason;
import io.ticktide.session.Session;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;

/**
 * The sessions of one I/O thread: which of them a wake-up concerned, whose held-back streams are
 * due, and when the next heartbeat is.
 *
 * <p>Owner: that I/O thread; {@link #open()} may be asked by any.
 */
public final class Sessions {
    private final long heartbeatNs;
    private final EpochNanoClock epochClock;
    private final List<Session> all = new ArrayList<>();
    private final List<Session> touched = new ArrayList<>();
    private volatile int open; // written by the I/O thread, read by /stats
    private long nextHeartbeatNs = Long.MIN_VALUE;

    Sessions(long heartbeatNs, EpochNanoClock epochClock) {
        this.heartbeatNs = heartbeatNs;
        this.epochClock = epochClock;
    }

    /** Sessions open now. */
    public int open() {
        return open;
    }

    /** A client came. */
    public void add(Session session) {
        all.add(session);
        open = all.size();
    }

    /** Marks a session for a flush at the end of the wake-up. */
    public void touch(Session session) {
        if (session.touch()) {
            touched.add(session);
        }
    }

    /** Says goodbye to every session. */
    public void closeAll(CloseReason reason) {
        for (Session session : List.copyOf(all)) {
            session.close(reason);
        }
    }

    /**
     * When a session next needs serving though no event came: a held-back stream is due, or a
     * heartbeat is. Monotonic ns; MAX_VALUE when there is no session.
     */
    public long nextDueNs() {
        long next = all.isEmpty() ? Long.MAX_VALUE : nextHeartbeatNs;
        for (int i = 0; i < all.size(); i++) {
            next = Math.min(next, all.get(i).nextDueNs());
        }
        return next;
    }

    void remove(Session session) {
        all.remove(session);
        open = all.size();
    }

    /** Serves whom it concerns; returns whether some could be sent more at once. */
    boolean flush(long nowNs) {
        heartbeat(nowNs);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).nextDueNs() <= nowNs) {
                touch(all.get(i));
            }
        }
        int unfinished = 0;
        for (int i = 0; i < touched.size(); i++) {
            Session session = touched.get(i);
            try {
                session.flush(nowNs);
            } catch (RuntimeException e) {
                session.fail(e);
            }
            if (session.hasMore() && session.touch()) {
                touched.set(unfinished++, session);
            }
        }
        while (touched.size() > unfinished) {
            touched.remove(touched.size() - 1);
        }
        return unfinished > 0;
    }

    private void heartbeat(long nowNs) {
        if (nowNs < nextHeartbeatNs) {
            return;
        }
        nextHeartbeatNs = nowNs + heartbeatNs;
        long serverTimeNs = epochClock.nanoTime();
        for (int i = 0; i < all.size(); i++) {
            Session session = all.get(i);
            try {
                session.heartbeat(nowNs, serverTimeNs);
            } catch (RuntimeException e) {
                session.fail(e);
            }
            touch(session);
        }
    }
}
