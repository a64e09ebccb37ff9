package io.ticktide.feed.recorded;

import io.ticktide.feed.FeedException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recording on disk, decompressed by its magic bytes; what its name says about the extension does
 * not count. Can be opened again and again: to sample it, to play it, to loop.
 *
 * <p>Thread-safe: no state but the path and a count.
 */
final class RecordingFile {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final Pattern SYMBOL = Pattern.compile("^([A-Z0-9_]{1,32})-");

    private final Path path;
    private final String name;
    private final AtomicLong readBytes = new AtomicLong();

    RecordingFile(Path path) {
        this.path = path;
        Path last = path.getFileName();
        this.name = last == null ? path.toString() : last.toString();
    }

    /** The file's name without its folders. */
    String name() {
        return name;
    }

    /** The symbol that a Binance CSV file carries in its name: {@code BTCUSDT-trades-…}. */
    Optional<String> symbolInName() {
        Matcher matcher = SYMBOL.matcher(name);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /**
     * The recording's text from its start.
     *
     * @throws FeedException when the file is missing, unreadable, no file, empty, or when its
     *     compression is damaged at the start.
     */
    InputStream open() {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new FeedException(
                    path + " is not a file; name one recording, not a directory or a pipe");
        }
        InputStream raw = null;
        try {
            readBytes.set(0);
            raw = new BufferedInputStream(counted(Files.newInputStream(path)), BUFFER_BYTES);
            return withoutByteOrderMark(decompressed(raw));
        } catch (IOException e) {
            FeedException failed = unreadable(e);
            closeAfter(failed, raw);
            throw failed;
        } catch (FeedException e) {
            closeAfter(e, raw);
            throw e;
        }
    }

    /** Bytes read from the disk since it was opened last. */
    long readBytes() {
        return readBytes.get();
    }

    /** Its size on the disk; 0 when that is not known. */
    long sizeBytes() {
        try {
            return Files.size(path);
        } catch (IOException e) {
            return 0; // Opening it will tell why.
        }
    }

    /**
     * How the recording is packed.
     *
     * @throws FeedException when the file is missing or unreadable.
     */
    Compression compression() {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES)) {
            return compression(raw);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** What to throw when reading fails before any line was counted. */
    FeedException unreadable(IOException e) {
        if (e instanceof NoSuchFileException) {
            return new FeedException(path + " does not exist; check the path", e);
        }
        if (e instanceof AccessDeniedException) {
            return new FeedException(path + " must not be read by this user; check its rights", e);
        }
        return new FeedException(
                path + " cannot be read: " + e.getMessage() + "; fetch or copy it again", e);
    }

    /** What to throw when reading fails behind a line. */
    FeedException brokenAfter(long line, IOException e) {
        return new FeedException(
                path
                        + ": cannot be read on after line "
                        + line
                        + ": "
                        + e.getMessage()
                        + "; the file is truncated or damaged, fetch or copy it again",
                e);
    }

    private InputStream counted(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = in.read(target, offset, length);
                readBytes.addAndGet(Math.max(0, read));
                return read;
            }
        };
    }

    private InputStream decompressed(InputStream raw) throws IOException {
        Compression compression = compression(raw);
        raw.mark(1);
        if (raw.read() < 0) {
            throw new FeedException(path + " is empty; fetch or record it again");
        }
        raw.reset();
        return switch (compression) {
            case GZIP -> new GzipMembers(raw);
            case ZIP -> new ZipEntryStream(name, raw);
            case ZSTD -> new ZstdFrames(raw);
            case NONE -> raw;
        };
    }

    private static Compression compression(InputStream raw) throws IOException {
        raw.mark(4);
        int magic = 0;
        for (int i = 0; i < 4; i++) {
            magic = magic << 8 | (raw.read() & 0xFF);
        }
        raw.reset();
        return Compression.of(magic);
    }

    /** Spreadsheets put a mark before UTF-8 text, which is no part of the first field. */
    private static InputStream withoutByteOrderMark(InputStream in) throws IOException {
        PushbackInputStream text = new PushbackInputStream(in, 3);
        byte[] start = text.readNBytes(3);
        boolean mark =
                start.length == 3
                        && start[0] == (byte) 0xEF
                        && start[1] == (byte) 0xBB
                        && start[2] == (byte) 0xBF;
        if (!mark) {
            text.unread(start);
        }
        return text;
    }

    private static void closeAfter(FeedException failed, InputStream raw) {
        if (raw == null) {
            return;
        }
        try {
            raw.close();
        } catch (IOException e) {
            failed.addSuppressed(e);
        }
    }
}
