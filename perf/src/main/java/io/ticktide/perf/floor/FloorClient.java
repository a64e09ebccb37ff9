package io.ticktide.perf.floor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection: a cursor into the log of its symbol.
 *
 * <p>Owner: the floor's thread.
 */
final class FloorClient {
    // RFC 6455, section 1.3.
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final Pattern KEY = Pattern.compile("(?im)^Sec-WebSocket-Key: *(\\S+)\\s*$");
    private static final Pattern SYMBOL = Pattern.compile("^GET \\S*[?&]symbol=([0-9]{1,5})");
    private static final int MOST_REQUEST = 8_192;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final StringBuilder request = new StringBuilder();
    private TickLog log;
    private long position;
    private boolean full;

    FloorClient(SocketChannel channel, SelectionKey key) {
        this.channel = channel;
        this.key = key;
    }

    boolean isUpgraded() {
        return log != null;
    }

    /** Takes a part of the request; true once it is whole. */
    boolean onRequest(ByteBuffer part) throws IOException {
        request.append(StandardCharsets.US_ASCII.decode(part));
        if (request.length() > MOST_REQUEST) {
            throw new IOException("the request does not end");
        }
        return request.indexOf("\r\n\r\n") >= 0;
    }

    /** The symbol asked for, 0 when the path has none. */
    int symbol() {
        Matcher symbol = SYMBOL.matcher(request);
        return symbol.find() ? Integer.parseInt(symbol.group(1)) : 0;
    }

    /** Answers the handshake; from now on the client gets the frames of a log. */
    void upgrade(TickLog to) throws IOException {
        Matcher wsKey = KEY.matcher(request);
        if (!wsKey.find()) {
            throw new IOException("no Sec-WebSocket-Key in the request");
        }
        String answer =
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: "
                        + accept(wsKey.group(1))
                        + "\r\n\r\n";
        channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
        request.setLength(0);
        request.trimToSize();
        log = to;
        position = to.endBytes();
    }

    /** Writes what is new, unless the socket is full. */
    void flush() throws IOException {
        if (!full) {
            write();
        }
    }

    void onWritable() throws IOException {
        full = false;
        key.interestOps(SelectionKey.OP_READ);
        write();
    }

    void close() throws IOException {
        channel.close();
    }

    private void write() throws IOException {
        if (!log.holds(position)) {
            throw new IOException("the client fell too far behind");
        }
        position = log.write(channel, position);
        if (position < log.endBytes()) {
            full = true;
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    private static String accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] digest = sha1.digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
