package io.ticktide.cli.verify;

import io.ticktide.cli.sub.Target;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A WebSocket client (RFC 6455, no extensions) that reads exactly as many bytes as it is told to: a
 * client library reads ahead, and a slow reader must not.
 *
 * <p>Owner: one thread.
 */
final class ClientSocket {
    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final int MOST_HEAD_BYTES = 16_384;
    private static final String ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final SecureRandom random = new SecureRandom();
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final FrameReader frames = new FrameReader();
    private final byte[] chunk = new byte[65_536];

    private ClientSocket(Socket socket) throws IOException {
        this.socket = socket;
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Takes whole messages. */
    interface Listener {
        void onText(String text);

        void onBinary(UnsafeBuffer message);

        /** The server ends it; nothing follows. */
        void onClose(int code, String reason);
    }

    /**
     * Connects and shakes hands.
     *
     * @param receiveBufferBytes of the socket; 0: the system's choice.
     * @throws IOException when there is no such server, or it refuses.
     */
    static ClientSocket open(Target target, String subprotocol, int receiveBufferBytes)
            throws IOException {
        URI url = target.url();
        boolean secure = target.isSecure();
        int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        Socket socket = secure ? secured(target) : new Socket();
        try {
            if (receiveBufferBytes > 0) {
                socket.setReceiveBufferSize(receiveBufferBytes);
            }
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(url.getHost(), port), CONNECT_TIMEOUT_MS);
            socket.setSoTimeout(CONNECT_TIMEOUT_MS);
            ClientSocket client = new ClientSocket(socket);
            client.shakeHands(target, subprotocol);
            return client;
        } catch (SSLException e) {
            socket.close();
            throw new IOException(url + ": " + Target.untrusted(e), e);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Reads once, and tells the messages that are whole by then.
     *
     * @param mostBytes to take from the socket.
     * @return bytes read; 0 when none came in time.
     * @throws IOException also when the connection ended without a close frame.
     */
    int read(Listener listener, int mostBytes, int timeoutMs) throws IOException {
        socket.setSoTimeout(timeoutMs);
        int count;
        try {
            count = in.read(chunk, 0, Math.min(mostBytes, chunk.length));
        } catch (SocketTimeoutException e) {
            return 0; // Silence is no failure.
        }
        if (count < 0) {
            throw new EOFException("the server cut the connection");
        }
        frames.take(chunk, count);
        for (int opcode = frames.next(); opcode >= 0; opcode = frames.next()) {
            onMessage(opcode, listener);
        }
        return count;
    }

    void sendText(String text) throws IOException {
        send(FrameReader.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A sign of life that asks for nothing. */
    void sendPong() throws IOException {
        send(FrameReader.PONG, new byte[0]);
    }

    /** Ends it as agreed; does not wait for the server's farewell. */
    void close() throws IOException {
        send(FrameReader.CLOSE, new byte[] {1_000 >> 8, (byte) 1_000});
        socket.close();
    }

    /** Ends it as a lost network would: unread data and all. */
    void kill() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private void onMessage(int opcode, Listener listener) throws IOException {
        UnsafeBuffer message = frames.message();
        switch (opcode) {
            case FrameReader.TEXT ->
                    listener.onText(message.getStringWithoutLengthUtf8(0, message.capacity()));
            case FrameReader.BINARY -> listener.onBinary(message);
            case FrameReader.PING -> {
                byte[] payload = new byte[message.capacity()];
                message.getBytes(0, payload);
                send(FrameReader.PONG, payload);
            }
            case FrameReader.CLOSE -> {
                boolean coded = message.capacity() >= 2;
                int code = coded ? Short.toUnsignedInt(Short.reverseBytes(message.getShort(0))) : 0;
                int reasonBytes = Math.max(0, message.capacity() - 2);
                String reason =
                        coded ? message.getStringWithoutLengthUtf8(2, reasonBytes) : "no reason";
                listener.onClose(coded ? code : 1_005, reason);
            }
            default -> {
                // An unasked pong: nothing to do.
            }
        }
    }

    private void send(int opcode, byte[] payload) throws IOException {
        int extended = payload.length < 126 ? 0 : payload.length < 65_536 ? 2 : 8;
        byte[] frame = new byte[2 + extended + 4 + payload.length];
        frame[0] = (byte) (0x80 | opcode);
        int shortLength = extended == 0 ? payload.length : extended == 2 ? 126 : 127;
        frame[1] = (byte) (0x80 | shortLength);
        for (int i = 0; i < extended; i++) {
            frame[2 + i] = (byte) ((long) payload.length >> (8 * (extended - 1 - i)));
        }
        byte[] mask = new byte[4];
        random.nextBytes(mask);
        int at = 2 + extended;
        System.arraycopy(mask, 0, frame, at, 4);
        for (int i = 0; i < payload.length; i++) {
            frame[at + 4 + i] = (byte) (payload[i] ^ mask[i & 3]);
        }
        out.write(frame);
    }

    private static Socket secured(Target target) throws IOException {
        SSLSocket socket = (SSLSocket) target.tls().getSocketFactory().createSocket();
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // A socket asks for no name else.
        parameters.setServerNames(serverNames(target.url().getHost()));
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static List<SNIServerName> serverNames(String host) {
        boolean isAddress = host.startsWith("[") || host.matches("[0-9.]+");
        return isAddress ? List.of() : List.of(new SNIHostName(host));
    }

    private void shakeHands(Target target, String subprotocol) throws IOException {
        URI url = target.url();
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String token = target.token() == null ? "" : "\r\nAuthorization: " + target.authorization();
        String request =
                "GET "
                        + (path + query)
                        + " HTTP/1.1\r\nHost: "
                        + url.getRawAuthority()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade"
                        + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                        + key
                        + "\r\nSec-WebSocket-Protocol: "
                        + subprotocol
                        + token
                        + "\r\n\r\n";
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        String head = readHead();
        String[] words = head.split("[ \r]", 3);
        if (words.length < 2 || !words[1].equals("101")) {
            String status = words.length < 2 ? head : words[1];
            throw new IOException(
                    url + " answered HTTP " + status + "; the stream's path is /v1/stream");
        }
        String accept = "sec-websocket-accept: " + acceptOf(key).toLowerCase(Locale.ROOT);
        if (!head.toLowerCase(Locale.ROOT).contains(accept)) {
            throw new IOException(url + " is no WebSocket server: it does not accept the key");
        }
    }

    // Byte by byte: what follows the head belongs to the frames.
    private String readHead() throws IOException {
        byte[] head = new byte[MOST_HEAD_BYTES];
        for (int length = 0; length < head.length; length++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the server cut the connection during the handshake");
            }
            head[length] = (byte) next;
            boolean ended = next == '\n' && length > 2 && head[length - 2] == '\n';
            if (ended) {
                return new String(Arrays.copyOf(head, length), StandardCharsets.ISO_8859_1);
            }
        }
        throw new IOException("the answer to the handshake is longer than " + MOST_HEAD_BYTES);
    }

    private static String acceptOf(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + ACCEPT_GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
