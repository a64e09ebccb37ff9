package io.ticktide.perf;

import io.ticktide.session.CloseReason;
import io.ticktide.session.FrameSink;
import io.ticktide.session.Session;
import java.nio.ByteBuffer;

/**
 * A socket with endless room: every frame has left before {@code write} returns, at no cost. Counts
 * what it was given.
 *
 * <p>Owner: the benchmark's thread.
 */
final class CompletingSink implements FrameSink {
    private Session session;
    private long frames;
    private long bytes;

    /** Whom to tell that a frame has left. */
    void session(Session newSession) {
        session = newSession;
    }

    long frames() {
        return frames;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public boolean write(ByteBuffer frame) {
        frames++;
        bytes += frame.remaining();
        return true;
    }

    @Override
    public void ping() {
        session.onReceived(StoppedClock.NOW_NS);
    }

    @Override
    public void close(CloseReason reason) {
        throw new IllegalStateException("the session closed itself in a benchmark: " + reason);
    }

    @Override
    public void abort() {
        throw new IllegalStateException("the session cut its connection in a benchmark");
    }
}
