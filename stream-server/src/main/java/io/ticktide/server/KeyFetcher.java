package io.ticktide.server;

import io.ticktide.auth.FetchedKeys;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches keys on a thread of its own, so that no price waits for somebody's web server.
 *
 * <p>Thread-safe.
 */
final class KeyFetcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFetcher.class);

    /** A clock of its own may run while this thread is asleep. */
    private static final long MOST_SLEEP_NS = TimeUnit.MINUTES.toNanos(1);

    /** What the start of a server waits for keys at most. */
    private static final long START_MS = 5_000;

    private final FetchedKeys keys;
    private final NanoClock clock;
    private final CountDownLatch tried = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "keys");
    private volatile boolean closed;

    private KeyFetcher(FetchedKeys keys, NanoClock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Fetches the keys from now on, and waits a while for the first ones. That they cannot be had
     * now is logged, not an error: they may come later.
     */
    static KeyFetcher start(FetchedKeys keys, NanoClock clock) {
        KeyFetcher fetcher = new KeyFetcher(keys, clock);
        keys.onMissed(() -> LockSupport.unpark(fetcher.thread));
        fetcher.thread.setDaemon(true); // A web server that is slow does not keep the process.
        fetcher.thread.start();
        try {
            if (!fetcher.tried.await(START_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("the public keys are not here after {} ms; serving without", START_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return fetcher;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            long nowNs = clock.nanoTime();
            long waitNs = keys.waitNs(nowNs);
            if (waitNs > 0) {
                LockSupport.parkNanos(this, Math.min(waitNs, MOST_SLEEP_NS));
            } else {
                refresh(nowNs);
            }
        }
    }

    private void refresh(long nowNs) {
        try {
            keys.refreshIfDue(nowNs);
        } catch (RuntimeException bug) {
            LOG.error("fetching public keys failed; the old ones stay", bug);
        } finally {
            tried.countDown();
        }
    }
}
