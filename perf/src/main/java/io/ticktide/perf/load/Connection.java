package io.ticktide.perf.load;

import io.ticktide.codecs.EventHeader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One client.
 *
 * <pre>
 *   CONNECTING ──► UPGRADING ──► ASKING ──► READY ──► CLOSED
 *        └─────────────┴───────────┴──────────────────►
 * </pre>
 *
 * <p>Owner: the load thread. Allocates nothing per message; the beginning of a frame whose rest has
 * not come yet is kept aside.
 */
public final class Connection implements FrameListener, PacketWalker.Listener {
    /** Largest frame that can be read, bytes. */
    static final int MOST_FRAME_BYTES = 1 << 20;

    private static final byte[] NOTHING = {};

    /** How far a client is. */
    enum State {
        CONNECTING,
        UPGRADING,
        ASKING,
        READY,
        CLOSED
    }

    private final ClientRole role;
    private final LoadClient owner;
    private final Tally tally;
    private final Positions positions;
    private SocketChannel channel;
    private SelectionKey key;
    private State state = State.CONNECTING;
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private byte[] kept = NOTHING;
    private int keptLength;
    private long messages;
    private long windowMessages;
    private long conflated;

    Connection(ClientRole role, LoadClient owner, Tally tally) {
        this.role = role;
        this.owner = owner;
        this.tally = tally;
        positions = new Positions(role.firstInstrument(), role.instruments());
    }

    State state() {
        return state;
    }

    /** Market-data messages so far. */
    public long messages() {
        return messages;
    }

    /** Messages of the tally's window. */
    public long windowMessages() {
        return windowMessages;
    }

    /** Events merged or dropped for this client so far. */
    public long conflated() {
        return conflated;
    }

    void newWindow() {
        windowMessages = 0;
    }

    void connect(InetSocketAddress address, Selector selector) throws IOException {
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (role.receiveBufferBytes() > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, role.receiveBufferBytes());
        }
        boolean connected = channel.connect(address);
        key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        if (connected) {
            onConnected();
        }
    }

    void onConnected() throws IOException {
        channel.finishConnect();
        state = State.UPGRADING;
        key.interestOps(SelectionKey.OP_READ);
        send(ClientFrames.handshake(owner.address(), role.path()));
    }

    /** Reads no more until told so: a client that stalls. */
    void stall() {
        key.interestOps(0);
    }

    /** Reads again. */
    void resume() {
        key.interestOps(SelectionKey.OP_READ);
    }

    void onWritable() throws IOException {
        channel.write(unsent);
        if (!unsent.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    /**
     * Takes what the socket has.
     *
     * @param bytes of all clients, over the same memory as {@code buffer}; nothing is in it.
     * @return whether there may be more.
     */
    boolean onReadable(ByteBuffer bytes, UnsafeBuffer buffer) throws IOException {
        bytes.clear();
        bytes.put(kept, 0, keptLength);
        int read = channel.read(bytes);
        if (read < 0) {
            throw new IOException("the server closed the connection");
        }
        int length = keptLength + read;
        tally.onRead(owner.epochNs(), read);
        int used = state == State.UPGRADING ? readUpgrade(bytes, length) : 0;
        if (state != State.UPGRADING && state != State.CLOSED) {
            used += FrameWalker.walk(buffer, used, length - used, this);
        }
        keep(bytes, used, length);
        return length == bytes.capacity();
    }

    void close() throws IOException {
        state = State.CLOSED;
        kept = NOTHING;
        keptLength = 0;
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void onBinary(DirectBuffer buffer, int offset, int length) {
        tally.onFrame();
        PacketWalker.walk(buffer, offset, length, this);
    }

    @Override
    public void onText(DirectBuffer buffer, int offset, int length) {
        String text = buffer.getStringWithoutLengthUtf8(offset, length);
        if (state != State.ASKING) {
            return;
        }
        if (Answer.isError(text)) {
            throw new BadFrame("the server refused: " + text);
        }
        if (Answer.isSubscribed(text)) {
            Answer.positions(text, positions);
            ready();
        }
    }

    @Override
    public void onPing(DirectBuffer buffer, int offset, int length) {
        send(ClientFrames.pong(buffer, offset, length));
    }

    @Override
    public void onClose(int code) {
        throw new BadFrame("the server closed with code " + code);
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, long sendTimeNs) {
        int instrumentId = EventHeader.instrumentId(buffer, offset);
        long seq = EventHeader.seq(buffer, offset);
        long merged = EventHeader.conflated(buffer, offset);
        long before = positions.seq(instrumentId);
        if (!positions.onEvent(instrumentId, seq, merged)) {
            violation(instrumentId, seq, before, 1 + merged);
        }
        messages++;
        conflated += merged;
        if (tally.onEvent(buffer, offset, sendTimeNs)) {
            windowMessages++;
        }
    }

    @Override
    public void onPosition(int instrumentId, long seq, long merged) {
        long before = positions.seq(instrumentId);
        if (!positions.onPosition(instrumentId, seq, merged)) {
            violation(instrumentId, seq, before, merged);
        }
        conflated += merged;
        tally.onSilentlyConflated(merged);
    }

    private void violation(int instrumentId, long seq, long before, long events) {
        tally.onViolation(
                "instrument "
                        + instrumentId
                        + ": seq "
                        + seq
                        + " after "
                        + before
                        + ", but the message accounts for "
                        + events);
    }

    private int readUpgrade(ByteBuffer bytes, int length) {
        String head = StandardCharsets.US_ASCII.decode(bytes.duplicate().flip()).toString();
        int end = head.indexOf("\r\n\r\n");
        if (end < 0) {
            if (length > 16_384) {
                throw new BadFrame("the answer to the handshake does not end");
            }
            return 0;
        }
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new BadFrame("the handshake was refused: " + head.lines().findFirst().orElse(""));
        }
        if (role.command().isEmpty()) {
            ready();
        } else {
            state = State.ASKING;
            send(ClientFrames.text(role.command()));
        }
        return end + 4;
    }

    private void ready() {
        state = State.READY;
        owner.onReady();
    }

    private void send(ByteBuffer frame) {
        try {
            if (unsent.hasRemaining()) {
                ByteBuffer both = ByteBuffer.allocate(unsent.remaining() + frame.remaining());
                unsent = both.put(unsent).put(frame).flip();
            } else {
                unsent = frame;
            }
            channel.write(unsent);
            if (unsent.hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
        } catch (IOException e) {
            throw new BadFrame("writing failed: " + e.getMessage());
        }
    }

    private void keep(ByteBuffer bytes, int from, int to) {
        int length = to - from;
        if (length > kept.length) {
            kept = new byte[Integer.highestOneBit(length) * 2];
        }
        if (length > 0) {
            bytes.get(from, kept, 0, length);
        }
        keptLength = length;
    }
}
