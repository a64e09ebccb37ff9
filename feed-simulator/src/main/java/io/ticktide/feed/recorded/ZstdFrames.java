package io.ticktide.feed.recorded;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Decompresses zstd; what the decompressor throws for damaged input, whatever its type, becomes an
 * {@link IOException}.
 *
 * <p>Owner: one thread.
 */
final class ZstdFrames extends FilterInputStream {
    ZstdFrames(InputStream in) {
        super(new ZstdInputStream(in));
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return in.read(target, offset, length);
        } catch (RuntimeException e) {
            // MalformedInputException is unchecked, and some damage surfaces as an index error.
            throw new IOException("damaged zstd data: " + e.getMessage(), e);
        }
    }
}
