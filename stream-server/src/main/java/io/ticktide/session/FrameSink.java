package io.ticktide.session;

import java.nio.ByteBuffer;

/**
 * Where a session's frames go: the endpoint's side of a connection.
 *
 * <p>Owner: the session's I/O thread.
 */
public interface FrameSink {
    /**
     * Writes one frame, as far as the socket takes it.
     *
     * @param frame whole with the transport's header, or the rest of the one that came before.
     * @return whether all of it was taken; if not, its position says where to go on once {@link
     *     Session#onWritable} is called, and nothing else may be written until then.
     */
    boolean write(ByteBuffer frame);

    /** Asks the client for a sign of life that even an idle one gives. */
    void ping();

    /** Sends what is queued before, then a close frame, then closes the connection. */
    void close(CloseReason reason);

    /** Drops the connection: the client did not take the close frame in time. */
    void abort();
}
