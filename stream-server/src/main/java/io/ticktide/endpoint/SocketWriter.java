package io.ticktide.endpoint;

import io.ticktide.websocket.ServerFrames;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;

/**
 * Writes frames to one socket, straight from the I/O thread: data as the session hands it over, and
 * pongs, pings and the close frame between two frames, never within one.
 *
 * <p>Bound: one ping, the newest pong and the close frame wait here, nothing else.
 *
 * <p>Owner: the connection's I/O thread.
 */
final class SocketWriter implements ChannelListener<ConduitStreamSinkChannel> {
    private static final Logger LOG = LoggerFactory.getLogger(SocketWriter.class);

    private final StreamConnection connection;
    private final ConduitStreamSinkChannel sink;
    private final boolean secure;
    private final Runnable onWritable;
    private final Runnable onCloseSent;
    private ByteBuffer control;
    private ByteBuffer pong;
    private ByteBuffer ping;
    private ByteBuffer close;
    private boolean withinFrame;
    private boolean waiting;
    private boolean closeSent;

    /**
     * @param secure whether bytes taken may still wait to be encrypted.
     * @param onWritable run when the socket has room again after a write that was cut short.
     * @param onCloseSent run when the close frame has left.
     */
    SocketWriter(
            StreamConnection connection,
            boolean secure,
            Runnable onWritable,
            Runnable onCloseSent) {
        this.connection = connection;
        this.secure = secure;
        this.onWritable = onWritable;
        this.onCloseSent = onCloseSent;
        sink = connection.getSinkChannel();
        sink.setWriteListener(this);
    }

    /** As {@link io.ticktide.session.FrameSink#write}. */
    boolean write(ByteBuffer frame) {
        if (closeSent) {
            frame.position(frame.limit()); // Nothing may follow a close frame.
            return true;
        }
        try {
            if (!withinFrame && !writeControls()) {
                awaitRoom();
                return false;
            }
            boolean taken = secure ? encrypt(frame) : put(frame);
            if (!taken || frame.hasRemaining()) {
                awaitRoom();
            }
            return !frame.hasRemaining();
        } catch (IOException e) {
            broken(e);
            return false;
        }
    }

    /**
     * Writes record by record, 16 KiB of the frame each; that one ends is no sign of a full socket.
     *
     * @return whether all of what was taken has reached the socket.
     */
    private boolean encrypt(ByteBuffer frame) throws IOException {
        boolean going = true;
        while (going && frame.hasRemaining()) {
            int before = frame.position();
            put(frame);
            going = sink.flush() && frame.position() > before;
        }
        return going;
    }

    private boolean put(ByteBuffer frame) throws IOException {
        int before = frame.position();
        sink.write(frame);
        // Not what was returned: amid a handshake that may be 0 though a record was taken.
        withinFrame = frame.hasRemaining() && (withinFrame || frame.position() > before);
        return true;
    }

    /** Asks for a sign of life. */
    void ping() {
        ping = ServerFrames.ping();
        writeBetweenFrames();
    }

    /** Answers the newest ping; RFC 6455 section 5.5.3 allows to leave out those before it. */
    void pong(byte[] payload) {
        pong = ServerFrames.pong(payload);
        writeBetweenFrames();
    }

    /** Sends a close frame after what is within a frame now, and nothing after it. */
    void close(int code, String reason) {
        if (close == null && !closeSent) {
            close = ServerFrames.close(code, reason);
            writeBetweenFrames();
        }
    }

    @Override
    public void handleEvent(ConduitStreamSinkChannel channel) {
        try {
            if (!flushed() || (!withinFrame && !writeControls())) {
                return;
            }
        } catch (IOException e) {
            broken(e);
            return;
        }
        waiting = false;
        onWritable.run();
        writeBetweenFrames();
        if (!waiting) {
            sink.suspendWrites();
        }
    }

    private void writeBetweenFrames() {
        if (withinFrame || closeSent) {
            return; // The rest of the frame comes first, and whoever writes it comes back here.
        }
        try {
            if (!writeControls()) {
                awaitRoom();
            }
        } catch (IOException e) {
            broken(e);
        }
    }

    /** Writes the control frames that wait; returns whether none is left. */
    private boolean writeControls() throws IOException {
        while (control != null || nextControl()) {
            sink.write(control);
            if (control.hasRemaining()) {
                return false;
            }
            control = null;
            if (close != null && !close.hasRemaining()) {
                close = null;
                closeSent = true;
                onCloseSent.run();
            }
        }
        return flushed();
    }

    private boolean nextControl() {
        if (closeSent) {
            return false; // Nothing may follow it.
        }
        if (pong != null) {
            control = pong;
            pong = null;
        } else if (ping != null) {
            control = ping;
            ping = null;
        } else {
            control = close;
        }
        return control != null;
    }

    private boolean flushed() throws IOException {
        return !secure || sink.flush();
    }

    private void awaitRoom() {
        if (!waiting) {
            waiting = true;
            sink.resumeWrites();
        }
    }

    private void broken(IOException cause) {
        LOG.debug("connection {} broke: {}", connection.getPeerAddress(), cause.toString());
        withinFrame = true; // Nothing more leaves.
        IoUtils.safeClose(connection);
    }
}
