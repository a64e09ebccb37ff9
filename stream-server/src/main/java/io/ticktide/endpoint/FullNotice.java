package io.ticktide.endpoint;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log once that clients are refused because all places are taken, and again only after a
 * tenth of them had become free: refused clients come back every few seconds.
 *
 * <p>Thread-safe.
 */
final class FullNotice {
    private static final Logger LOG = LoggerFactory.getLogger(FullNotice.class);

    private final int most;
    private final int enough;
    private final AtomicBoolean told = new AtomicBoolean();

    FullNotice(int most) {
        this.most = most;
        enough = most - Math.max(1, most / 10);
    }

    /** A client was refused; true when that is news. */
    boolean refused() {
        boolean isNews = !told.get() && told.compareAndSet(false, true);
        if (isNews) {
            LOG.warn("all places of {} clients are taken; new ones are refused (503)", most);
        }
        return isNews;
    }

    /** Somebody left, and so many are there. */
    void left(int open) {
        if (open <= enough && told.get() && told.compareAndSet(true, false)) {
            LOG.info("{} of {} places are taken; new clients are let in again", open, most);
        }
    }
}
