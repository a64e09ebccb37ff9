package io.ticktide.session;

import java.nio.ByteBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * How messages are laid into a frame. The endpoint provides one per subprotocol and I/O thread.
 *
 * <p>Owner: one I/O thread.
 */
public interface Dialect {
    /** Most bytes that one message of at most {@code messageBytes} SBE bytes can take. */
    int mostBytes(int messageBytes);

    /**
     * Starts a frame, with room for what {@link #finish} lays before it.
     *
     * @return where its first message goes.
     */
    int begin(MutableDirectBuffer frame);

    /**
     * Adds one message behind {@code at}; there is room for {@link #mostBytes}.
     *
     * @param conflated events merged into or dropped before it; 0 for messages without accounting.
     * @param cause bits of the schema's {@code Cause}.
     * @param addedFlags bits of the schema's {@code Flags} to add.
     * @return where the next message goes.
     */
    int append(
            MutableDirectBuffer frame,
            int at,
            Message message,
            long conflated,
            int cause,
            int addedFlags);

    /**
     * Completes a frame just before it is sent.
     *
     * @param end behind its last message; there is room for 16 bytes more.
     * @param messages messages in it, at least 1.
     * @param sendTimeNs now, ns since the Unix epoch.
     * @return where the frame ends; {@link #start} is where it starts.
     */
    int finish(MutableDirectBuffer frame, int end, int messages, long sendTimeNs);

    /** Where the frame completed last starts: somewhere before its first message. */
    int start();

    /** A whole frame with an answer. */
    ByteBuffer answer(byte[] utf8);
}
