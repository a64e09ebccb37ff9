package io.ticktide.session;

/**
 * What waits for one client at a moment.
 *
 * @param bytes of frames that have not reached the socket.
 * @param streams of which something waits that is merged meanwhile, and ranges.
 * @param isBlocked whether the socket is full.
 * @param sinceNs since when the oldest frame waits, ns since the Unix epoch; 0: none does.
 */
public record Backlog(long bytes, int streams, boolean isBlocked, long sinceNs) {
    /** That of a session; its owner thread only. */
    public static Backlog of(Session session) {
        Outbox outbox = session.delivery().outbox();
        return new Backlog(
                outbox.waitingBytes(),
                session.waiting(),
                outbox.isBlocked(),
                outbox.waitingSinceNs());
    }
}
