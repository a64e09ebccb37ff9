package io.ticktide.feed.recorded;

import io.ticktide.feed.FeedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines as slices of one buffer, which grows with the longest line up to a bound. Blank lines are
 * counted and passed over; a carriage return before the line feed is no part of the line.
 *
 * <p>Owner: one thread. Allocates only to grow.
 */
final class LineReader implements AutoCloseable {
    /** A REST snapshot of 5,000 levels a side is 0.3 MB; what exceeds this is no recording. */
    static final int MAX_LINE_BYTES = 1 << 24;

    private final RecordingFile file;
    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int next;
    private int filled;
    private int start;
    private int length;
    private long line;

    LineReader(RecordingFile file) {
        this.file = file;
        this.in = file.open();
    }

    /**
     * Moves to the next line that is not blank; false at the end.
     *
     * @throws FeedException when the file cannot be read on, or a line is too long.
     */
    boolean next() {
        do {
            if (!advance()) {
                return false;
            }
            line++;
            if (length > 0 && buffer[start + length - 1] == '\r') {
                length--;
            }
        } while (length == 0);
        return true;
    }

    /** Holds the line from {@link #start}, until the next {@link #next}. */
    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    int length() {
        return length;
    }

    /** Number of the present line, from 1. */
    long line() {
        return line;
    }

    /** The line's start, for messages. */
    String shown() {
        int bytes = Math.min(length, 400);
        return RowTexts.shown(new String(buffer, start, bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private boolean advance() {
        int scanned = next;
        while (true) {
            for (int at = scanned; at < filled; at++) {
                if (buffer[at] == '\n') {
                    start = next;
                    length = at - next;
                    next = at + 1;
                    return true;
                }
            }
            scanned = filled;
            int moved = makeRoom();
            scanned -= moved;
            if (!fill()) {
                start = next;
                length = filled - next;
                next = filled;
                return length > 0;
            }
        }
    }

    /** Returns by how many bytes the content moved towards the front. */
    private int makeRoom() {
        if (filled < buffer.length) {
            return 0;
        }
        if (next > 0) {
            int moved = next;
            System.arraycopy(buffer, next, buffer, 0, filled - next);
            filled -= moved;
            next = 0;
            return moved;
        }
        if (buffer.length >= MAX_LINE_BYTES) {
            throw new FeedException(
                    file.name()
                            + ":"
                            + (line + 1)
                            + ": the line is longer than "
                            + MAX_LINE_BYTES
                            + " bytes; this is no recording of one message per line");
        }
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
        return 0;
    }

    private boolean fill() {
        try {
            int read = in.read(buffer, filled, buffer.length - filled);
            filled += Math.max(0, read);
            return read >= 0;
        } catch (IOException e) {
            throw file.brokenAfter(line, e);
        }
    }
}
