package io.ticktide.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's key as its files have it: they are looked at again when a key is asked for, at most
 * every ten seconds. A new file that cannot be used is logged once, and the old key stays.
 *
 * <p>Thread-safe.
 */
final class ServerKeyFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ServerKeyFiles.class);
    private static final long LOOK_EVERY_NS = TimeUnit.SECONDS.toNanos(10);

    private final Path certificateFile;
    private final Path keyFile;
    private final NanoClock clock;
    private final Clock wallClock;
    private Stamp stamp;
    private ServerKey key;
    private long lookedAtNs;

    /** What of two files changes when they do. */
    private record Stamp(
            FileTime certificateTime, long certificateBytes, FileTime keyTime, long keyBytes) {}

    /**
     * Reads the files.
     *
     * @param clock monotonic.
     * @throws TlsFileException when they cannot be used.
     */
    ServerKeyFiles(Path certificateFile, Path keyFile, NanoClock clock, Clock wallClock)
            throws TlsFileException {
        this.certificateFile = certificateFile;
        this.keyFile = keyFile;
        this.clock = clock;
        this.wallClock = wallClock;
        stamp = stamp();
        key = ServerKey.read(certificateFile, keyFile);
        lookedAtNs = clock.nanoTime();
        warnOfTime();
    }

    /** The newest key that can be used. */
    synchronized ServerKey current() {
        long nowNs = clock.nanoTime();
        if (nowNs - lookedAtNs >= LOOK_EVERY_NS) {
            lookedAtNs = nowNs;
            look();
        }
        return key;
    }

    private void look() {
        Stamp found = stamp();
        if (found.equals(stamp)) {
            return;
        }
        stamp = found; // Also when it is broken: the next look would only say so again.
        try {
            key = ServerKey.read(certificateFile, keyFile);
            LOG.info("TLS certificate of {} from {} is used now", key.subject(), certificateFile);
            warnOfTime();
        } catch (TlsFileException e) {
            LOG.error("new TLS files are not used, the old ones stay: {}", e.getMessage());
        }
    }

    private void warnOfTime() {
        Instant now = wallClock.instant();
        if (now.isAfter(key.validUntil())) {
            LOG.warn("the TLS certificate {} expired at {}", certificateFile, key.validUntil());
        } else if (now.isBefore(key.validFrom())) {
            LOG.warn("the TLS certificate {} holds from {}", certificateFile, key.validFrom());
        }
    }

    private Stamp stamp() {
        return new Stamp(
                time(certificateFile), bytes(certificateFile), time(keyFile), bytes(keyFile));
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0); // Gone: that is a change, too, and reading says why.
        }
    }

    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1;
        }
    }
}
