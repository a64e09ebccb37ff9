package io.ticktide.conformance;

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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A socket that says bytes and writes down, one line each, what it hears. */
final class Wire implements AutoCloseable {
    /** A good handshake. */
    static final String UPGRADE =
            """
            GET /v1/stream HTTP/1.1\r
            Host: 127.0.0.1\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            \r
            """;

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int PATIENCE_MS = 20_000;
    private static final int CONTENT_LENGTH_AT = "content-length: ".length();

    private final Socket socket = new Socket();
    private final DataInputStream in;

    Wire(int port) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new DataInputStream(socket.getInputStream());
    }

    /** A connection that is upgraded already. */
    static Wire upgraded(int port) throws IOException {
        Wire wire = new Wire(port);
        wire.send(UPGRADE.getBytes(StandardCharsets.ISO_8859_1));
        String head = wire.head();
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError(head);
        }
        return wire;
    }

    /** Writes bytes; silently nothing once the server has gone, as it may at any time. */
    void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // What the server said before it went is what counts.
            assert socket.isConnected() : e;
        }
    }

    /** Frames until the server ends the connection. */
    List<String> frames() throws IOException {
        List<String> heard = new ArrayList<>();
        try {
            while (true) {
                String frame = frame();
                if (frame != null) {
                    heard.add(frame);
                }
            }
        } catch (EOFException e) {
            heard.add("END");
        } catch (SocketTimeoutException e) {
            heard.add("SILENCE");
        } catch (SocketException e) {
            heard.add("RESET");
        }
        return heard;
    }

    /** Statuses of responses until the server ends the connection, or upgrades it. */
    List<String> responses() throws IOException {
        List<String> heard = new ArrayList<>();
        try {
            while (heard.isEmpty() || !heard.get(heard.size() - 1).equals("101")) {
                String head = head();
                heard.add(head.split(" ", 3)[1]);
                in.skipNBytes(contentLength(head));
            }
        } catch (EOFException e) {
            heard.add("END");
        } catch (SocketTimeoutException e) {
            heard.add("SILENCE");
        } catch (SocketException e) {
            heard.add("RESET");
        }
        return heard;
    }

    /** Status line and headers of a response. */
    String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ending = 0;
        while (ending != 0x0D_0A_0D_0A) {
            int octet = in.readUnsignedByte();
            head.write(octet);
            ending = (ending << 8) | octet;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** The JSON at a path. */
    static JsonNode get(int port, String path) throws IOException {
        try (Wire wire = new Wire(port)) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            wire.send(request.getBytes(StandardCharsets.ISO_8859_1));
            String head = wire.head();
            return MAPPER.readTree(wire.in.readNBytes((int) contentLength(head)));
        }
    }

    /** Says that nothing more comes. */
    void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            assert socket.isConnected() : e; // As it may be that the server has gone.
        }
    }

    /** Reads whatever comes; whether the server ended the connection before patience did. */
    boolean isEnded() throws IOException {
        try {
            in.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Ends the connection at once, without a goodbye of any kind. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** The next frame as a line; null of market data and of the server's own pings. */
    private String frame() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        long bytes =
                length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        byte[] payload = new byte[(int) bytes];
        in.readFully(payload);
        return switch (first) {
            case 0x81 -> answer(new String(payload, StandardCharsets.UTF_8));
            case 0x82, 0x89 -> null;
            case 0x88 -> "CLOSE" + (payload.length < 2 ? "" : " " + code(payload));
            case 0x8A -> "PONG " + HexFormat.of().formatHex(payload);
            default -> "frame of " + Integer.toHexString(first);
        };
    }

    private static String answer(String json) {
        JsonNode node = MAPPER.readTree(json);
        String op = node.path("op").asString();
        return switch (op) {
            case "welcome" -> null;
            case "pong" -> "pong " + node.path("id").asInt();
            case "error", "goodbye" -> op + ' ' + node.path("code").asInt();
            default -> op;
        };
    }

    private static int code(byte[] payload) {
        return (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
    }

    private static long contentLength(String head) {
        return head.lines()
                .filter(
                        line ->
                                line.regionMatches(
                                        true, 0, "content-length: ", 0, CONTENT_LENGTH_AT))
                .mapToLong(line -> Long.parseLong(line.substring(CONTENT_LENGTH_AT).trim()))
                .findFirst()
                .orElse(0);
    }
}
