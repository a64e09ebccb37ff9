package io.ticktide.feed.recorded;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first file of a zip archive, its checksum verified. Binance puts one file into an archive;
 * should there be more, a warning names the first that is not read.
 *
 * <p>Owner: one thread.
 */
final class ZipEntryStream extends FilterInputStream {
    private static final Logger LOG = LoggerFactory.getLogger(ZipEntryStream.class);

    private final String file;
    private final ZipInputStream zip;
    private boolean ended;

    ZipEntryStream(String file, InputStream in) throws IOException {
        super(new ZipInputStream(in));
        this.file = file;
        this.zip = (ZipInputStream) this.in;
        if (nextFile() == null) {
            throw new ZipException("the zip archive holds no file");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = ended ? -1 : zip.read(target, offset, length);
        if (read < 0 && !ended) {
            ended = true;
            ZipEntry unread = nextFile();
            if (unread != null) {
                LOG.warn("{}: only the first file of the archive is read, not {}", file, unread);
            }
        }
        return read;
    }

    private ZipEntry nextFile() throws IOException {
        ZipEntry entry = zip.getNextEntry();
        while (entry != null && entry.isDirectory()) {
            entry = zip.getNextEntry();
        }
        return entry;
    }
}
