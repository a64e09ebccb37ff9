package io.ticktide.websocket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The proof that the server understood the handshake, RFC 6455 section 4.2.2. */
public final class AcceptKey {
    private static final String SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int NONCE_BYTES = 16;
    private static final int KEY_CHARS = 24;

    private AcceptKey() {}

    /** Whether a {@code Sec-WebSocket-Key} is 16 bytes in base64. */
    public static boolean isValid(String key) {
        try {
            // The decoder would do without padding.
            return key.length() == KEY_CHARS
                    && Base64.getDecoder().decode(key).length == NONCE_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The {@code Sec-WebSocket-Accept} for a {@code Sec-WebSocket-Key}. */
    public static String of(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] digest = sha1.digest((key + SALT).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
