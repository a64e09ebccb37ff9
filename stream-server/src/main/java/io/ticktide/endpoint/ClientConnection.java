package io.ticktide.endpoint;

import io.ticktide.auth.Authentication;
import io.ticktide.session.CloseReason;
import io.ticktide.session.FrameSink;
import io.ticktide.session.Session;
import io.ticktide.websocket.CloseCode;
import io.ticktide.websocket.FrameListener;
import io.ticktide.websocket.FrameReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.ssl.SslConnection;

/**
 * One WebSocket: hands the session's frames to its {@link SocketWriter}, and what the client says
 * to {@link Commands}.
 *
 * <p>Owner: its I/O thread.
 */
final class ClientConnection
        implements FrameSink, FrameListener, ChannelListener<ConduitStreamSourceChannel> {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);
    private static final long CLOSE_WAIT_MS = 3_000;

    /** Reads in a row, so that a client that talks a lot does not keep the others waiting. */
    private static final int MOST_READS = 4;

    private final StreamConnection connection;
    private final boolean secure;
    private final IoShard shard;
    private final Commands commands;
    private final FrameReader reader;
    private final SocketWriter writer;
    private final CompressingSink compressing; // null: compression was not agreed on
    private final Session session;
    private final CommandRate rate;
    private final Refusals refusals;
    private final Access access;
    private final ConnectionLife life;
    private boolean pingUnderWay;
    private boolean gone;

    /**
     * @param connection just upgraded.
     * @param address of the client, for operators.
     * @param compression of the I/O thread; null: it was not agreed on.
     */
    ClientConnection(
            StreamConnection connection,
            IoShard shard,
            Commands commands,
            EndpointSettings settings,
            long id,
            String address,
            boolean asJson,
            Compression compression,
            Authentication authentication,
            Refusals refusals) {
        this.connection = connection;
        this.shard = shard;
        this.commands = commands;
        this.refusals = refusals;
        reader =
                new FrameReader(
                        settings.maxMessageBytes(),
                        settings.maxFramesPerMessage(),
                        this,
                        compression == null ? null : compression.opened());
        secure = connection instanceof SslConnection;
        session = shard.open(id, this, asJson);
        writer =
                new SocketWriter(
                        connection, secure, () -> shard.writable(session), this::onCloseSent);
        compressing = compression == null ? null : new CompressingSink(compression, writer::write);
        rate = new CommandRate(settings.commandsPerSecond(), refusals);
        access = new Access(authentication, shard, session);
        life = new ConnectionLife(shard, session, access, address, asJson);
    }

    /**
     * Says welcome and begins to listen.
     *
     * @param token of the handshake, or null.
     * @param onClosed run once, when the socket is closed, by any thread.
     */
    void start(String welcome, String token, Runnable onClosed) {
        connection.setCloseListener(
                closed -> {
                    onClosed.run();
                    shard.soon(this::onDisconnected);
                });
        connection.getSourceChannel().setReadListener(this);
        life.begin();
        session.answer(welcome);
        access.start(token);
        shard.serve(session);
        // Wakes up, as the client may have spoken before the handshake was answered.
        connection.getSourceChannel().wakeupReads();
    }

    // FrameSink

    @Override
    public boolean write(ByteBuffer frame) {
        return compressing == null ? writer.write(frame) : compressing.write(frame);
    }

    @Override
    public void ping() {
        life.beat();
        if (!pingUnderWay) {
            pingUnderWay = true;
            writer.ping();
        }
    }

    @Override
    public void close(CloseReason reason) {
        close(reason.code(), reason.text());
    }

    @Override
    public void abort() {
        IoUtils.safeClose(connection);
    }

    // Reading

    @Override
    public void handleEvent(ConduitStreamSourceChannel source) {
        ByteBuffer bytes = shard.readBuffer();
        if (secure) {
            source.suspendReads(); // Else each read below adds a task that reads.
        }
        try {
            for (int reads = 0; reads < MOST_READS; reads++) {
                bytes.clear();
                int count = source.read(bytes);
                if (count < 0) {
                    abort();
                    return;
                }
                if (count == 0) {
                    source.resumeReads();
                    return;
                }
                session.onReceived(shard.nowNs());
                reader.read(bytes.flip());
            }
            if (secure) {
                // The socket need not have more for there to be more, so it would not tell.
                shard.afterSockets(source::wakeupReads);
            }
        } catch (IOException e) {
            LOG.debug("session {} lost: {}", session.id(), e.toString());
            abort();
        }
    }

    @Override
    public void onText(String json) {
        if (!session.isClosing()) {
            commands.onCommand(session, json, rate, access);
            shard.serve(session);
        }
    }

    @Override
    public void onBinary() {
        if (!session.isClosing()) {
            refusals.count(Refusal.BINARY_MESSAGE);
            BadCommand bad = BadCommand.binaryFrame();
            shard.rejected(bad);
            session.answer(Answers.error(null, bad, true));
            end(CloseReason.BINARY_FRAME);
        }
    }

    @Override
    public void onPing(byte[] payload) {
        writer.pong(payload);
        onControl();
    }

    @Override
    public void onPong() {
        if (pingUnderWay) {
            pingUnderWay = false;
        } else {
            onControl(); // Unasked for.
        }
    }

    @Override
    public void onClose(int code) {
        life.closedByClient(code);
        onGone();
        close(code, "");
    }

    @Override
    public void onViolation(int closeCode, String text) {
        LOG.debug("session {}: {}", session.id(), text);
        switch (closeCode) {
            case CloseCode.INVALID_UTF8 -> refuse(Refusal.BAD_TEXT, CloseReason.INVALID_UTF8);
            case CloseCode.TOO_LARGE -> refuse(Refusal.LARGE_MESSAGE, CloseReason.TOO_LARGE);
            default -> refuse(Refusal.BAD_FRAME, CloseReason.PROTOCOL_ERROR);
        }
    }

    /** Costs what a command costs. */
    private void onControl() {
        if (!rate.tryTake(shard.nowNs()) && rate.isHopeless()) {
            end(CloseReason.TOO_MANY_COMMANDS);
        }
    }

    private void refuse(Refusal cause, CloseReason reason) {
        refusals.count(cause);
        end(reason);
    }

    private void end(CloseReason reason) {
        session.close(reason);
        shard.serve(session);
    }

    private void close(int code, String reason) {
        reader.end();
        writer.close(code, reason);
        // Whoever does not take the close frame, or does not answer it, is cut.
        shard.later(this::abort, CLOSE_WAIT_MS);
    }

    private void onCloseSent() {
        try {
            connection.getSinkChannel().shutdownWrites();
            connection.getSinkChannel().flush();
        } catch (IOException e) {
            LOG.debug("session {} is gone: {}", session.id(), e.toString());
            abort();
        }
    }

    private void onDisconnected() {
        onGone();
        session.onDisconnected();
        if (compressing != null) {
            compressing.release();
        }
        life.end();
    }

    private void onGone() {
        if (!gone) {
            gone = true;
            access.close();
            shard.closed(session);
            commands.forget(session);
        }
    }
}
