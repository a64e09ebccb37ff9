package io.ticktide.feed.recorded;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Inflates a gzip file of one or more members (RFC 1952). The JDK's stream takes a damaged header
 * of a further member for the end of the file and loses the rest silently; here it is an error.
 * Zero padding behind the last member is accepted.
 *
 * <p>Owner: one thread.
 */
final class GzipMembers extends InputStream {
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[1 << 16];
    private final byte[] single = new byte[1];
    private int position;
    private int filled;
    private boolean ended;

    GzipMembers(InputStream in) throws IOException {
        this.in = in;
        header(required());
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            int inflated = inflate(target, offset, length);
            if (inflated > 0) {
                crc.update(target, offset, inflated);
                return inflated;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsInput()) {
                position = filled;
                feedInflater();
            } else {
                throw new ZipException("gzip data asks for a preset dictionary");
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        ended = true;
        inflater.end();
        in.close();
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            throw new ZipException("damaged gzip data: " + e.getMessage());
        }
    }

    private void feedInflater() throws IOException {
        if (position == filled && !refill()) {
            throw new EOFException("the gzip data ends in the middle");
        }
        inflater.setInput(buffer, position, filled - position);
    }

    private void endMember() throws IOException {
        position = filled - inflater.getRemaining();
        long expectedCrc = littleEndian();
        long expectedLength = littleEndian();
        if (expectedCrc != crc.getValue()
                || expectedLength != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw new ZipException("gzip checksum or length does not match the data");
        }
        int next = optional();
        while (next == 0) {
            next = optional();
        }
        if (next < 0) {
            ended = true;
            return;
        }
        inflater.reset();
        crc.reset();
        header(next);
    }

    private void header(int first) throws IOException {
        if (first != 0x1F || required() != 0x8B || required() != 8) {
            throw new ZipException("what follows is not a gzip member");
        }
        int flags = required();
        for (int i = 0; i < 6; i++) {
            required();
        }
        if ((flags & FLAG_EXTRA) != 0) {
            int length = required() | required() << 8;
            for (int i = 0; i < length; i++) {
                required();
            }
        }
        if ((flags & FLAG_NAME) != 0) {
            skipZeroTerminated();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipZeroTerminated();
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            required();
            required();
        }
        if (position < filled) {
            inflater.setInput(buffer, position, filled - position);
        }
    }

    private void skipZeroTerminated() throws IOException {
        int read = required();
        while (read != 0) {
            read = required();
        }
    }

    private long littleEndian() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            value |= (long) required() << shift;
        }
        return value;
    }

    private int required() throws IOException {
        int read = optional();
        if (read < 0) {
            throw new EOFException("the gzip data ends in the middle");
        }
        return read;
    }

    private int optional() throws IOException {
        return position < filled || refill() ? buffer[position++] & 0xFF : -1;
    }

    private boolean refill() throws IOException {
        position = 0;
        filled = Math.max(0, in.read(buffer, 0, buffer.length));
        return filled > 0;
    }
}
