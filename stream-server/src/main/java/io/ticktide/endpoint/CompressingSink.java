package io.ticktide.endpoint;

import java.nio.ByteBuffer;
import java.util.function.Predicate;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Compresses the frames of one connection on their way to its {@link SocketWriter}. A frame is
 * taken whole, as its compressed form is; what the socket does not take of that waits here, and
 * nothing else is taken until it has left.
 *
 * <p>Bound: the rest of one frame, counted with all output that waits for full sockets.
 *
 * <p>Owner: the connection's I/O thread.
 */
final class CompressingSink {
    private final Compression compression;
    private final Predicate<ByteBuffer> writer;
    private UnsafeBuffer lent; // null: nothing waits
    private ByteBuffer rest;
    private boolean withinPlain;

    /**
     * @param writer as {@link io.ticktide.session.FrameSink#write}.
     */
    CompressingSink(Compression compression, Predicate<ByteBuffer> writer) {
        this.compression = compression;
        this.writer = writer;
    }

    /** As {@link io.ticktide.session.FrameSink#write}. */
    boolean write(ByteBuffer frame) {
        if (lent != null && !writeRest()) {
            return false;
        }
        if (!frame.hasRemaining()) {
            return true; // It was this frame that waited.
        }
        ByteBuffer smaller = withinPlain ? null : compression.compress(frame);
        if (smaller == null) {
            return writePlain(frame);
        }
        frame.position(frame.limit());
        if (writer.test(smaller)) {
            return true;
        }
        keep(smaller);
        return false;
    }

    /** The connection is gone. */
    void release() {
        if (lent != null) {
            compression.pool().giveBack(lent);
            lent = null;
            rest = null;
        }
    }

    private boolean writePlain(ByteBuffer frame) {
        int before = frame.position();
        boolean taken = writer.test(frame);
        withinPlain = !taken && (withinPlain || frame.position() > before);
        return taken;
    }

    private boolean writeRest() {
        if (!writer.test(rest)) {
            return false;
        }
        release();
        return true;
    }

    private void keep(ByteBuffer smaller) {
        int bytes = smaller.remaining();
        lent = compression.pool().borrow(bytes);
        lent.putBytes(0, smaller, smaller.position(), bytes);
        rest = lent.byteBuffer().limit(bytes).position(0);
    }
}
