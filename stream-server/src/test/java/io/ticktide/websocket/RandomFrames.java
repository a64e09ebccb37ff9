package io.ticktide.websocket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;

/** Streams of frames of a client that is right most of the time, so that errors come late. */
public final class RandomFrames {
    private static final int[] OPCODES = {1, 1, 1, 1, 0, 0, 0, 9, 9, 10};
    private static final String[] TEXTS = {
        "{\"op\":\"ping\",\"id\":1}",
        "{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"*\"}",
        "{\"op\":\"list\"}",
        "Gr\u00fc\u00dfe \u20ac \ud83d\udcc8",
        "[",
        ""
    };

    private RandomFrames() {}

    /** Up to 30 frames, one stream in three with some bytes changed. */
    public static byte[] bytes(Random random) {
        return bytes(random, false);
    }

    /** The same with half of the messages compressed, or said to be. */
    public static byte[] compressed(Random random) {
        return bytes(random, true);
    }

    private static byte[] bytes(Random random, boolean mayCompress) {
        ClientFrames frames = ClientFrames.frames();
        boolean within = false;
        for (int left = 1 + random.nextInt(30); left > 0; left--) {
            int opcode = OPCODES[random.nextInt(OPCODES.length)];
            boolean isFinal = random.nextInt(3) > 0;
            if (opcode < 8 && random.nextInt(40) > 0) {
                opcode = within ? 0 : 1; // In order.
            }
            if (opcode < 8) {
                within = !isFinal;
            } else {
                isFinal = true;
            }
            if (random.nextInt(60) == 0) {
                opcode = random.nextInt(16);
            }
            int reserved = random.nextInt(80) == 0 ? random.nextInt(8) << 4 : 0;
            byte[] payload = payload(random, opcode);
            if (mayCompress && opcode == 1 && random.nextBoolean()) {
                reserved = 0x40;
                payload = random.nextInt(4) == 0 ? payload : deflated(payload);
            }
            int form = form(random, payload.length);
            int mask = random.nextInt();
            frames.add(
                    (isFinal ? 0x80 : 0) | reserved | opcode,
                    form,
                    announced(random, payload.length),
                    payload,
                    mask);
        }
        byte[] bytes = frames.toBytes();
        return random.nextInt(3) == 0 ? mutated(random, bytes) : bytes;
    }

    /** The same bytes but for some that are changed, missing or there twice. */
    public static byte[] mutated(Random random, byte[] from) {
        byte[] bytes = from.clone();
        for (int edits = 1 + random.nextInt(4); edits > 0 && bytes.length > 1; edits--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(8));
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> {
                    byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - at));
                    System.arraycopy(bytes, to, shorter, at, bytes.length - to);
                    bytes = shorter;
                }
                default -> {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + (to - at));
                    System.arraycopy(bytes, at, longer, to, bytes.length - at);
                    bytes = longer;
                }
            }
        }
        return bytes;
    }

    private static byte[] payload(Random random, int opcode) {
        if (opcode >= 8) {
            byte[] some = new byte[random.nextInt(40) == 0 ? 126 : random.nextInt(126)];
            random.nextBytes(some);
            return some;
        }
        byte[] text = TEXTS[random.nextInt(TEXTS.length)].getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(12)) {
            case 0 -> Arrays.copyOf(text, random.nextInt(70_000)); // Zeros follow.
            case 1 -> Arrays.copyOf(text, random.nextInt(text.length + 1));
            case 2 -> mutated(random, text);
            default -> text;
        };
    }

    /** As a sender with permessage-deflate would, but for the end that it leaves out. */
    private static byte[] deflated(byte[] payload) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        deflater.setInput(payload);
        byte[] buffer = new byte[payload.length + 100];
        int length =
                deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH) - Integer.BYTES;
        deflater.end();
        return Arrays.copyOf(buffer, length);
    }

    private static int form(Random random, int length) {
        if (random.nextInt(60) == 0) {
            return 125 + random.nextInt(3);
        }
        return length <= 125 ? 0 : length <= 0xFFFF ? 126 : 127;
    }

    private static long announced(Random random, int length) {
        return switch (random.nextInt(150)) {
            case 0 -> length + random.nextInt(10);
            case 1 -> random.nextLong();
            case 2 -> Long.MAX_VALUE - random.nextInt(100_000);
            default -> length;
        };
    }
}
