package io.ticktide.feed.recorded;

import io.ticktide.feed.FeedException;
import io.ticktide.feed.replay.BadRow;

/**
 * The messages of a file of recorded lines, {@code <receive time> <JSON>}, one at a time.
 *
 * <p>Owner: one thread.
 */
final class RecordedRows implements AutoCloseable {
    private final RecordingFile file;
    private final LineReader lines;
    private final JsonRowParser parser = new JsonRowParser();
    private final JsonRow row = new JsonRow();
    private long receiveNs;

    /**
     * @throws FeedException when the file cannot be opened.
     */
    RecordedRows(RecordingFile file) {
        this.file = file;
        this.lines = new LineReader(file);
    }

    /**
     * Moves to the next message; false at the end.
     *
     * @throws BadRow when the line is no recorded message.
     * @throws FeedException when the file cannot be read on.
     */
    boolean next() throws BadRow {
        if (!lines.next()) {
            return false;
        }
        try {
            int json = receiveTime();
            parser.parse(lines.buffer(), lines.start() + json, lines.length() - json, row);
        } catch (BadField e) {
            throw bad(e);
        }
        return true;
    }

    /** The present message, until the next {@link #next}. */
    JsonRow row() {
        return row;
    }

    /** When the recorder received the present message, ns since the Unix epoch. */
    long receiveNs() {
        return receiveNs;
    }

    /** Number of the present message's line, from 1. */
    long line() {
        return lines.line();
    }

    /** The present row cannot be told. */
    BadRow bad(BadField cause) {
        return BadRow.malformed(file.name(), lines.line(), lines.shown(), cause.getMessage());
    }

    /** The present row lies before one that was told. */
    BadRow outOfOrder(String reason) {
        return BadRow.outOfOrder(file.name(), lines.line(), lines.shown(), reason);
    }

    @Override
    public void close() {
        lines.close();
    }

    /** Reads the number before the JSON; returns the offset of what follows it. */
    private int receiveTime() throws BadField {
        byte[] buffer = lines.buffer();
        int at = lines.start();
        int end = at + lines.length();
        long value = 0;
        while (at < end && buffer[at] >= '0' && buffer[at] <= '9') {
            if (at - lines.start() == 19) {
                throw new BadField("the receive time has more than 19 digits");
            }
            value = value * 10 + (buffer[at++] - '0');
        }
        if (at == lines.start() || at == end || buffer[at] != ' ') {
            throw new BadField("the line does not begin with a receive time and a space");
        }
        receiveNs = EpochUnit.of("receive time", value).toNs(value);
        return at + 1 - lines.start();
    }
}
