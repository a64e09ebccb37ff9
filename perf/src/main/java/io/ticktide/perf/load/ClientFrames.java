package io.ticktide.perf.load;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * What a client sends: the handshake, commands, pongs. The mask is four zeros, which RFC 6455
 * allows and which leaves the payload as it is: chance would protect proxies, of which there are
 * none here.
 *
 * <p>Thread-safe: no state.
 */
final class ClientFrames {
    private static final int TEXT = 0x81;
    private static final int PONG = 0x8A;
    private static final int MASKED = 0x80;
    private static final int MASK_BYTES = 4;
    private static final int MOST_SHORT = 125;

    private ClientFrames() {}

    static ByteBuffer handshake(InetSocketAddress address, String path) {
        String request =
                "GET "
                        + path
                        + " HTTP/1.1\r\nHost: "
                        + address.getAddress().getHostAddress()
                        + ':'
                        + address.getPort()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Version: 13\r\n\r\n";
        return ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
    }

    static ByteBuffer text(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(4 + MASK_BYTES + payload.length);
        frame.put((byte) TEXT);
        if (payload.length <= MOST_SHORT) {
            frame.put((byte) (MASKED | payload.length));
        } else {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        }
        return frame.putInt(0).put(payload).flip();
    }

    /** Answers a ping, whose payload is at most 125 bytes. */
    static ByteBuffer pong(DirectBuffer buffer, int offset, int length) {
        ByteBuffer frame = ByteBuffer.allocate(2 + MASK_BYTES + length);
        frame.put((byte) PONG).put((byte) (MASKED | length)).putInt(0);
        for (int i = 0; i < length; i++) {
            frame.put(buffer.getByte(offset + i));
        }
        return frame.flip();
    }
}
