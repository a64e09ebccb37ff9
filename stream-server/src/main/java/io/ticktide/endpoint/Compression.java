package io.ticktide.endpoint;

import io.ticktide.session.FramePool;
import io.ticktide.websocket.MessageDeflater;
import io.ticktide.websocket.MessageInflater;
import io.ticktide.websocket.PermessageDeflate;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What compresses and inflates for all connections of an I/O thread; made when the first of them
 * agrees on permessage-deflate.
 *
 * <p>Owner: its I/O thread, but for {@link #answer}.
 */
final class Compression {
    private final int level;
    private final int mostMessageBytes;
    private final FramePool pool;
    private final DeflateCounters counters = new DeflateCounters();
    private MessageDeflater deflater;
    private MessageInflater inflater;
    private boolean closed;

    /**
     * @param level of zlib, 1 to 9.
     * @param mostMessageBytes of a client's message, inflated.
     * @param pool of output that waits for full sockets.
     */
    Compression(int level, int mostMessageBytes, FramePool pool) {
        this.level = level;
        this.mostMessageBytes = mostMessageBytes;
        this.pool = pool;
    }

    /**
     * What to answer to the extensions that a client offers.
     *
     * @param offers of all header lines, joined by commas; well formed.
     */
    static Optional<String> answer(EndpointSettings settings, boolean asJson, String offers) {
        boolean wanted =
                switch (settings.deflate()) {
                    case "all" -> true;
                    case "json" -> asJson;
                    default -> false;
                };
        return wanted ? PermessageDeflate.answer(offers) : Optional.empty();
    }

    DeflateCounters counters() {
        return counters;
    }

    /** A connection agreed on compression: what inflates its messages. */
    MessageInflater opened() {
        if (deflater == null) {
            deflater = new MessageDeflater(level);
            inflater = new MessageInflater(mostMessageBytes);
        }
        counters.connections().increment();
        return inflater;
    }

    /** Of output that waits for full sockets. */
    FramePool pool() {
        return pool;
    }

    /**
     * Compresses a frame.
     *
     * @return what to send instead, valid until the next call; null: send it as it is.
     */
    ByteBuffer compress(ByteBuffer frame) {
        ByteBuffer smaller = closed ? null : deflater.compress(frame);
        if (smaller == null) {
            counters.asIs().increment();
            return null;
        }
        counters.frames().increment();
        counters.reused().add(deflater.isReused() ? 1 : 0);
        counters.bytesBefore().add(frame.remaining());
        counters.bytesAfter().add(smaller.remaining());
        return smaller;
    }

    /** Frees what lies outside of the heap; whoever is still there gets its frames as they are. */
    void close() {
        if (deflater != null && !closed) {
            deflater.close();
            inflater.close();
        }
        closed = true;
    }
}
