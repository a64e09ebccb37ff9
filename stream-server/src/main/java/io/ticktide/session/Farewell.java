package io.ticktide.session;

import java.nio.charset.StandardCharsets;

/**
 * How a session ends: what waits leaves, what never will is accounted for, the goodbye, the close.
 *
 * <pre>
 *   open ──leave──► leaving ──all that waited has left──► said ──the goodbye has left──► closed
 *     └────────────────close──────────────────────────────┘
 * </pre>
 *
 * <p>Owner: that of its {@link Session}.
 */
final class Farewell {
    private final Session session;
    private final Outbox outbox;
    private final WaitingStreams waiting;
    private final FrameSink sink;
    private CloseReason reason;
    private boolean leaving;
    private boolean closed;
    private int retryAfterMs;
    private int heartbeats;

    Farewell(Session session, Outbox outbox, WaitingStreams waiting, FrameSink sink) {
        this.session = session;
        this.outbox = outbox;
        this.waiting = waiting;
        this.sink = sink;
    }

    /** From now on nothing new is begun; {@link #goOn} says goodbye when its time has come. */
    void leave(int newRetryAfterMs) {
        leaving = true;
        retryAfterMs = newRetryAfterMs;
    }

    /** Whether what waits is on its way, and the goodbye comes after it. */
    boolean isLeaving() {
        return leaving && !isSaid();
    }

    /** Whether nothing more is sent but what was queued. */
    boolean isSaid() {
        return closed || reason != null;
    }

    /** Why the session ends; null when it does not, or is not said yet. */
    CloseReason reason() {
        return reason;
    }

    /** Whether nothing new is begun. */
    boolean isBegun() {
        return leaving || isSaid();
    }

    /**
     * Says goodbye now.
     *
     * @param drops whether it goes ahead of what waits.
     */
    void say(CloseReason newReason, boolean drops) {
        waiting.clear();
        reason = newReason;
        int afterMs = leaving ? retryAfterMs : newReason.retryAfterMs();
        byte[] goodbye = Goodbye.json(newReason, afterMs).getBytes(StandardCharsets.UTF_8);
        if (drops || !outbox.offerControl(goodbye)) {
            outbox.dropWaiting();
            outbox.offerControl(goodbye);
        }
        outbox.flush();
        closeWhenIdle();
    }

    /** Something has left: goes on as far as it may now. */
    void goOn() {
        // Without credit what waits never leaves: then it is only accounted for.
        if (isLeaving() && (waiting.isEmpty() || !outbox.hasCredit())) {
            session.workbench().heartbeatWriter().settle(session);
            say(CloseReason.SHUTDOWN, false);
        }
        closeWhenIdle();
    }

    /** A heartbeat is due; a client that took no goodbye for two of them is cut. */
    void onHeartbeat() {
        heartbeats += isSaid() ? 1 : 0;
        if (heartbeats == 2) {
            sink.abort();
        }
    }

    /** The client is gone. */
    void onGone() {
        closed = true;
    }

    private void closeWhenIdle() {
        if (reason != null && !closed && outbox.isIdle()) {
            closed = true;
            sink.close(reason);
        }
    }
}
