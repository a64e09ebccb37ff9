package io.ticktide.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Messages as RFC 7692 compresses them, made and read by the plainest use of zlib. */
public final class Deflated {
    private static final byte[] TAIL = {0, 0, -1, -1};

    private Deflated() {}

    public static byte[] message(String text) {
        return message(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The payload of a compressed message. */
    public static byte[] message(byte[] plain) {
        byte[] flushed = deflate(plain, Deflater.SYNC_FLUSH);
        return Arrays.copyOf(flushed, flushed.length - TAIL.length);
    }

    /** The same with a block that is marked as the last: RFC 7692 section 7.2.3.4. */
    static byte[] finished(byte[] plain) {
        byte[] flushed = deflate(plain, Deflater.FULL_FLUSH);
        byte[] last = {3, 0, 0}; // An empty last block, then what 7.2.3.4 appends.
        byte[] all = Arrays.copyOf(flushed, flushed.length + last.length);
        System.arraycopy(last, 0, all, flushed.length, last.length);
        return all;
    }

    /** What a compressed payload says. */
    public static byte[] plain(byte[] payload) {
        Inflater inflater = new Inflater(true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] piece = new byte[4_096];
        byte[] all = Arrays.copyOf(payload, payload.length + TAIL.length);
        System.arraycopy(TAIL, 0, all, payload.length, TAIL.length);
        inflater.setInput(all);
        try {
            for (int count = inflater.inflate(piece); count > 0; count = inflater.inflate(piece)) {
                out.write(piece, 0, count);
            }
        } catch (DataFormatException e) {
            throw new AssertionError("the server sent no deflate data", e);
        } finally {
            inflater.end();
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] plain, int flush) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(plain);
        byte[] made = new byte[plain.length + plain.length / 100 + 64];
        int count = deflater.deflate(made, 0, made.length, flush);
        deflater.end();
        return Arrays.copyOf(made, count);
    }
}
