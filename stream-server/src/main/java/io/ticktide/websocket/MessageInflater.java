package io.ticktide.websocket;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates the compressed messages of clients, one whole message at a time, so that one serves all
 * clients of a thread. Stops at the first byte above the limit, however much more would come.
 *
 * <p>Bounds: the memory of one zlib stream, about 40 KiB, and one largest message.
 *
 * <p>Owner: one I/O thread.
 */
public final class MessageInflater implements AutoCloseable {
    /** Of {@link #inflate}: not what RFC 7692 calls a compressed message. */
    static final int INVALID = -1;

    /** Of {@link #inflate}: more than the limit. */
    static final int TOO_LARGE = -2;

    private static final int LEAST_BYTES = 256;

    /** What senders leave out at the end, then an empty last block that must be the end. */
    private static final byte[] TAIL = {0, 0, -1, -1, 1, 0, 0, -1, -1};

    private final int mostBytes;
    private final Inflater inflater = new Inflater(true);
    private byte[] inflated = new byte[LEAST_BYTES];
    private boolean closed;

    /**
     * @param mostBytes of a message, inflated.
     */
    public MessageInflater(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Bytes that a message within the limit has at most when it is compressed, by any zlib. */
    int mostCompressedBytes() {
        return mostBytes + mostBytes / 8 + LEAST_BYTES;
    }

    /**
     * Inflates a message; {@link #inflated} holds it then.
     *
     * @return its length, {@link #INVALID} or {@link #TOO_LARGE}.
     */
    int inflate(byte[] message, int length) {
        try {
            // Closed: everybody was told goodbye, and what they still say is not listened to.
            return closed ? INVALID : inflateAll(message, length);
        } catch (DataFormatException e) {
            return INVALID; // Of what it says, nothing helps a client.
        }
    }

    /** The last message, valid until the next. */
    byte[] inflated() {
        return inflated;
    }

    @Override
    public void close() {
        closed = true;
        inflater.end();
    }

    private int inflateAll(byte[] message, int length) throws DataFormatException {
        byte[] input = message;
        int inputEnd = length;
        int count = 0;
        inflater.reset();
        inflater.setInput(input, 0, inputEnd);
        while (count <= mostBytes) {
            int made = inflater.inflate(inflated, count, inflated.length - count);
            count += made;
            if (inflater.finished()) {
                int left = inflater.getRemaining();
                if (input == TAIL && left == 0) {
                    return count;
                }
                inflater.reset(); // A sender may mark blocks as last, and go on.
                inflater.setInput(input, inputEnd - left, left);
            } else if (made == 0 && inflater.needsInput() && input != TAIL) {
                input = TAIL;
                inputEnd = TAIL.length;
                inflater.setInput(TAIL);
            } else if (made == 0) {
                return INVALID; // It ends within a block, or asks for a dictionary.
            }
            if (count == inflated.length) {
                inflated = Arrays.copyOf(inflated, Math.min(2 * count, mostBytes + 1));
            }
        }
        return TOO_LARGE;
    }
}
