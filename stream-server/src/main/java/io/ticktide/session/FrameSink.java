package io.ticktide.session;

import java.nio.ByteBuffer;

/**
 * Where a session's frames go: the endpoint's side of a connection.
 *
 * <p>Owner: the session's I/O thread.
 */
public interface FrameSink {
    /**
     * Sends one frame. At most one is under way: the session offers the next when {@link
     * Session#onSent} was called, which may happen before this returns.
     *
     * @param payload from position to limit; the sink's until {@link Session#onSent}.
     */
    void send(ByteBuffer payload, boolean text);

    /** Asks the client for a sign of life that even an idle one gives. */
    void ping();

    /** Sends what is queued before, then a close frame, then closes the connection. */
    void close(CloseReason reason);

    /** Drops the connection: the client did not take the close frame in time. */
    void abort();
}
