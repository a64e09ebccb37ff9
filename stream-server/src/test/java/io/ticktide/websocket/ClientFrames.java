package io.ticktide.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames as a client sends them, right and wrong. */
public final class ClientFrames {
    private static final int MASK = 0x12_34_AB_CD;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public static ClientFrames frames() {
        return new ClientFrames();
    }

    /** A masked frame with its length in the shortest form. */
    public ClientFrames add(int first, byte[] payload) {
        int form = payload.length <= 125 ? 0 : payload.length <= 0xFFFF ? 126 : 127;
        return add(first, form, payload.length, payload);
    }

    public ClientFrames add(int first, String text) {
        return add(first, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A masked frame that announces whatever length in whatever form.
     *
     * @param form 126, 127, or anything else for the short form.
     */
    public ClientFrames add(int first, int form, long announced, byte[] payload) {
        return add(first, form, announced, payload, MASK);
    }

    /** As above, masked with a key of the caller's. */
    public ClientFrames add(int first, int form, long announced, byte[] payload, int mask) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
        frame.put((byte) first);
        switch (form) {
            case 126 -> frame.put((byte) 0xFE).putShort((short) announced);
            case 127 -> frame.put((byte) 0xFF).putLong(announced);
            default -> frame.put((byte) (0x80 | announced));
        }
        frame.putInt(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ (mask >>> (8 * (3 - i % 4)))));
        }
        return raw(frame.flip());
    }

    public ClientFrames raw(int... octets) {
        for (int octet : octets) {
            bytes.write(octet);
        }
        return this;
    }

    public byte[] toBytes() {
        return bytes.toByteArray();
    }

    private ClientFrames raw(ByteBuffer frame) {
        while (frame.hasRemaining()) {
            bytes.write(frame.get());
        }
        return this;
    }
}
