package io.ticktide.server;

import io.ticktide.harness.PacketReader;
import io.ticktide.harness.StreamAccount;
import io.ticktide.websocket.Deflated;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javax.net.SocketFactory;

/** A socket that may say anything, right or wrong. */
final class RawClient implements AutoCloseable {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /** To be added to the opcode of a compressed message's first frame. */
    static final int RSV1 = 0x40;

    /** A good handshake up to the headers that a test varies. */
    static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
    static final String VERSION = "Sec-WebSocket-Version: 13\r\n";

    private static final int PATIENCE_MS = 20_000;
    private static final int RECEIVE_BYTES = 8_192;

    private final Socket socket; // perhaps one of TLS
    private final DataInputStream in;
    private final StreamAccount account = new StreamAccount();
    private final PacketReader packets = new PacketReader(account);
    private int compressedFrames;

    RawClient(int port) throws IOException {
        this(port, SocketFactory.getDefault());
    }

    RawClient(int port, SocketFactory sockets) throws IOException {
        this(port, sockets, socket -> {});
    }

    private RawClient(int port, SocketFactory sockets, Consumer<Socket> setting)
            throws IOException {
        socket = sockets.createSocket();
        setting.accept(socket);
        // Small, so that a client that does not read is felt by the server soon.
        socket.setReceiveBufferSize(RECEIVE_BYTES);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(PATIENCE_MS);
        in = new DataInputStream(socket.getInputStream());
    }

    static RawClient connect(LiveServer server) throws IOException {
        return connect(server, SocketFactory.getDefault());
    }

    static RawClient connect(LiveServer server, SocketFactory sockets) throws IOException {
        return connect(server, sockets, socket -> {});
    }

    /** Connects a socket after some setting of it. */
    static RawClient connect(LiveServer server, SocketFactory sockets, Consumer<Socket> setting)
            throws IOException {
        RawClient client = new RawClient(server.port(), sockets, setting);
        client.request("GET", "/v1/stream", UPGRADE + VERSION + KEY);
        String head = client.head();
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError(head);
        }
        return client;
    }

    /** Connects with header lines besides; the response must have one of them as it is here. */
    static RawClient connect(
            LiveServer server, SocketFactory sockets, String headers, String answered)
            throws IOException {
        RawClient client = new RawClient(server.port(), sockets);
        client.request("GET", "/v1/stream", UPGRADE + VERSION + KEY + headers);
        String head = client.head();
        if (!head.startsWith("HTTP/1.1 101 ") || !head.contains(answered)) {
            throw new AssertionError(head);
        }
        return client;
    }

    /** Frames that came compressed so far. */
    int compressedFrames() {
        return compressedFrames;
    }

    /** Sends a request with some header lines. */
    void request(String method, String path, String headers) throws IOException {
        String host = "Host: 127.0.0.1:" + socket.getPort() + "\r\n";
        write((method + ' ' + path + " HTTP/1.1\r\n" + host + headers + "\r\n"));
    }

    /** Sends the beginning of something. */
    void begin(String ascii) throws IOException {
        write(ascii);
    }

    /** Sends a byte now and then until the server cuts the connection; returns how many. */
    int dripUntilCut(char next) throws IOException {
        socket.setSoTimeout(20);
        for (int bytes = 0; ; bytes++) {
            write(String.valueOf(next));
            if (isCut()) {
                return bytes;
            }
        }
    }

    private boolean isCut() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false; // Silence.
        } catch (SocketException e) {
            return true;
        }
    }

    /** Status line and headers of the response. */
    String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            head.write(in.readUnsignedByte());
            text = head.toString(StandardCharsets.ISO_8859_1);
        }
        return text;
    }

    /** Bytes of a body. */
    String body(int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    void text(String text) throws IOException {
        frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends one frame, masked with zeros so that the bytes stay what they are. */
    void frame(boolean fin, int opcode, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write((fin ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.write(new byte[4]);
        frame.write(payload);
        socket.getOutputStream().write(frame.toByteArray());
        socket.getOutputStream().flush();
    }

    /** The account of the packets read so far; the test announces the streams. */
    StreamAccount account() {
        return account;
    }

    /** The next text frame; packets before it go to the account. */
    String nextText() throws IOException {
        while (true) {
            int first = in.readUnsignedByte();
            int opcode = first & 0xF;
            byte[] payload = (first & RSV1) == 0 ? payload() : inflated();
            if (opcode == TEXT) {
                return new String(payload, StandardCharsets.UTF_8);
            }
            if (opcode == BINARY) {
                packets.read(ByteBuffer.wrap(payload));
            }
            if (opcode == CLOSE) {
                throw new EOFException("close " + code(payload) + " where text was expected");
            }
        }
    }

    /** Reads on to the close frame and returns its code. */
    int closeCode() throws IOException {
        while (true) {
            int opcode = in.readUnsignedByte() & 0xF;
            byte[] payload = payload();
            if (opcode == CLOSE) {
                return code(payload);
            }
        }
    }

    /** Reads frames and drops them until something is true. */
    void dropUntil(Callable<Boolean> isTrue) throws Exception {
        while (!isTrue.call()) {
            in.skipNBytes(RECEIVE_BYTES);
        }
    }

    /** Reads what the server still sends until it closes the socket; fails if it does not. */
    void awaitEnd() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void write(String ascii) throws IOException {
        socket.getOutputStream().write(ascii.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private byte[] inflated() throws IOException {
        compressedFrames++;
        return Deflated.plain(payload());
    }

    private byte[] payload() throws IOException {
        int length = in.readUnsignedByte();
        long bytes =
                length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        return in.readNBytes((int) bytes);
    }

    private static int code(byte[] payload) {
        return (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
    }
}
