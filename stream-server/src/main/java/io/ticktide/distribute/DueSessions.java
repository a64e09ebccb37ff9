package io.ticktide.distribute;

import io.ticktide.session.Session;
import java.util.Arrays;

/**
 * The sessions of which streams are held back by their rate, the one that is due first on top: a
 * binary heap that knows where each session stands, so that a change costs the logarithm of how
 * many there are and those of which nothing is held back cost nothing.
 *
 * <p>Owner: one I/O thread.
 */
final class DueSessions {
    private static final int FEW = 16;

    private Session[] heap = new Session[FEW];
    private long[] dueNs = new long[FEW];
    private int size;

    /** When the first is due, monotonic ns; MAX_VALUE when there is none. */
    long nextNs() {
        return size == 0 ? Long.MAX_VALUE : dueNs[0];
    }

    /** The session that is due first; null when there is none. */
    Session next() {
        return heap[0];
    }

    /** Puts a session where it belongs now. */
    void update(Session session) {
        long newDueNs = session.nextDueNs();
        int at = session.place().inDueOrder();
        if (newDueNs == Long.MAX_VALUE) {
            remove(session);
        } else if (at < 0) {
            grow();
            up(size++, session, newDueNs);
        } else if (newDueNs < dueNs[at]) {
            up(at, session, newDueNs);
        } else {
            down(at, session, newDueNs);
        }
    }

    /** Forgets a session. */
    void remove(Session session) {
        int at = session.place().inDueOrder();
        if (at < 0) {
            return;
        }
        session.place().inDueOrder(-1);
        size--;
        Session last = heap[size];
        long lastDueNs = dueNs[size];
        heap[size] = null;
        if (at == size) {
            return;
        }
        if (lastDueNs < dueNs[at]) {
            up(at, last, lastDueNs);
        } else {
            down(at, last, lastDueNs);
        }
    }

    private void up(int from, Session session, long newDueNs) {
        int at = from;
        while (at > 0 && newDueNs < dueNs[(at - 1) / 2]) {
            put(at, heap[(at - 1) / 2], dueNs[(at - 1) / 2]);
            at = (at - 1) / 2;
        }
        put(at, session, newDueNs);
    }

    private void down(int from, Session session, long newDueNs) {
        int at = from;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && dueNs[child + 1] < dueNs[child]) {
                child++;
            }
            if (newDueNs <= dueNs[child]) {
                break;
            }
            put(at, heap[child], dueNs[child]);
            at = child;
        }
        put(at, session, newDueNs);
    }

    private void put(int at, Session session, long newDueNs) {
        heap[at] = session;
        dueNs[at] = newDueNs;
        session.place().inDueOrder(at);
    }

    private void grow() {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
            dueNs = Arrays.copyOf(dueNs, 2 * size);
        }
    }
}
