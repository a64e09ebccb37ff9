package io.ticktide.endpoint;

import io.ticktide.session.CloseReason;
import io.ticktide.session.FrameSink;
import io.ticktide.session.Session;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/**
 * One WebSocket: hands the session's frames to Undertow one at a time, and what the client says to
 * {@link Commands}.
 *
 * <p>Owner: its I/O thread.
 */
final class ClientConnection extends AbstractReceiveListener
        implements FrameSink, WebSocketCallback<Void> {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);
    private static final long CLOSE_WAIT_MS = 3_000;
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final WebSocketChannel channel;
    private final IoShard shard;
    private final Commands commands;
    private final int maxMessageBytes;
    private final Session session;
    private final CommandRate rate;
    private boolean sending;
    private boolean pingUnderWay;
    private boolean gone;

    ClientConnection(
            WebSocketChannel channel,
            IoShard shard,
            Commands commands,
            int maxMessageBytes,
            int commandsPerSecond,
            long id,
            boolean asJson) {
        this.channel = channel;
        this.shard = shard;
        this.commands = commands;
        this.maxMessageBytes = maxMessageBytes;
        session = shard.open(id, this, asJson);
        rate = new CommandRate(commandsPerSecond, shard.nowNs());
    }

    /** Says welcome and begins to listen. */
    void start(String welcome) {
        channel.addCloseTask(closed -> shard.thread().execute(this::onGone));
        channel.getReceiveSetter().set(this);
        channel.resumeReceives();
        session.answer(welcome);
        shard.serve(session);
    }

    // FrameSink

    @Override
    public void send(ByteBuffer payload, boolean text) {
        sending = true;
        if (text) {
            WebSockets.sendText(payload, channel, this);
        } else {
            WebSockets.sendBinary(payload, channel, this);
        }
        sending = false;
    }

    @Override
    public void ping() {
        if (!pingUnderWay) {
            pingUnderWay = true;
            WebSockets.sendPing(EMPTY.duplicate(), channel, null);
        }
    }

    @Override
    public void close(CloseReason reason) {
        LOG.debug("session {} closes: {} {}", session.id(), reason.code(), reason.text());
        if (!channel.isCloseFrameSent()) {
            WebSockets.sendClose(reason.code(), reason.text(), channel, null);
        }
        shard.later(this::abort, CLOSE_WAIT_MS);
    }

    @Override
    public void abort() {
        IoUtils.safeClose(channel);
    }

    // WebSocketCallback: a frame was written, or the connection broke while it was.

    @Override
    public void complete(WebSocketChannel from, Void context) {
        session.onSent();
        if (!sending) {
            shard.serve(session);
        }
    }

    @Override
    public void onError(WebSocketChannel from, Void context, Throwable cause) {
        abort();
    }

    // AbstractReceiveListener

    @Override
    protected void onText(WebSocketChannel from, StreamSourceFrameChannel frame)
            throws IOException {
        session.onReceived(shard.nowNs());
        new CommandReader(maxMessageBytes, this).read(frame);
    }

    @Override
    protected void onBinary(WebSocketChannel from, StreamSourceFrameChannel frame)
            throws IOException {
        session.onReceived(shard.nowNs());
        if (!session.isClosing()) {
            session.answer(Answers.error(null, BadCommand.binaryFrame(), true));
            end(CloseReason.BINARY_FRAME);
        }
        new CommandReader(0, this).read(frame);
    }

    @Override
    protected void onFullPongMessage(WebSocketChannel from, BufferedBinaryMessage message) {
        message.getData().close();
        pingUnderWay = false;
        session.onReceived(shard.nowNs());
    }

    @Override
    protected void onFullPingMessage(WebSocketChannel from, BufferedBinaryMessage message)
            throws IOException {
        session.onReceived(shard.nowNs());
        super.onFullPingMessage(from, message);
    }

    @Override
    protected void onFullCloseMessage(WebSocketChannel from, BufferedBinaryMessage message)
            throws IOException {
        boolean ours = channel.isCloseFrameSent();
        super.onFullCloseMessage(from, message);
        if (ours) {
            IoUtils.safeClose(channel);
        }
    }

    @Override
    protected void onError(WebSocketChannel from, Throwable error) {
        LOG.debug("session {} lost: {}", session.id(), error.toString());
        abort();
    }

    /** A command arrived whole. */
    void onCommand(String json) {
        if (!session.isClosing()) {
            commands.onCommand(session, json, rate);
            shard.serve(session);
        }
    }

    /** The client broke a rule of the protocol. */
    void end(CloseReason reason) {
        session.close(reason);
        shard.serve(session);
    }

    private void onGone() {
        if (!gone) {
            gone = true;
            shard.distributor().closed(session);
            commands.forget(session);
        }
    }
}
