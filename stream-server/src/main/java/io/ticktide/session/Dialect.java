package io.ticktide.session;

import org.agrona.MutableDirectBuffer;

/**
 * How messages are laid into a frame. The endpoint provides one per subprotocol and I/O thread.
 *
 * <p>Owner: one I/O thread.
 */
public interface Dialect {
    /** Whether frames are text frames. */
    boolean isText();

    /** Most bytes that one message of at most {@code messageBytes} SBE bytes can take. */
    int mostBytes(int messageBytes);

    /**
     * Starts a frame.
     *
     * @return bytes written.
     */
    int begin(MutableDirectBuffer frame);

    /**
     * Adds one message behind {@code at}; there is room for {@link #mostBytes}.
     *
     * @param conflated events merged into or dropped before it; 0 for messages without accounting.
     * @param cause bits of the schema's {@code Cause}.
     * @param addedFlags bits of the schema's {@code Flags} to add.
     * @return bytes the frame has now.
     */
    int append(
            MutableDirectBuffer frame,
            int at,
            Message message,
            long conflated,
            int cause,
            int addedFlags);

    /**
     * Completes a frame of {@code length} bytes, just before it is sent.
     *
     * @param messages messages in it, at least 1.
     * @param sendTimeNs now, ns since the Unix epoch.
     * @return bytes the frame has now; there is room for 16 more than {@code length}.
     */
    int finish(MutableDirectBuffer frame, int length, int messages, long sendTimeNs);
}
