package io.ticktide.websocket;

/**
 * What a client said, as {@link FrameReader} reads it.
 *
 * <p>Owner: that of the reader.
 */
public interface FrameListener {
    /** A whole text message. */
    void onText(String message);

    /** A binary message begins; its bytes are thrown away. */
    void onBinary();

    /**
     * A ping.
     *
     * @param payload at most 125 bytes, the listener's own.
     */
    void onPing(byte[] payload);

    /** A pong, asked for or not. */
    void onPong();

    /**
     * A close frame; nothing after it is read.
     *
     * @param code the client's, or 1000 when it gave none.
     */
    void onClose(int code);

    /**
     * The client broke a rule; nothing after it is read.
     *
     * @param closeCode 1002, 1007 or 1009.
     * @param text what is wrong, for people.
     */
    void onViolation(int closeCode, String text);
}
