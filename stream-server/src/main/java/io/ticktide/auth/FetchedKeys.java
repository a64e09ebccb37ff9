package io.ticktide.auth;

import java.io.IOException;
import java.security.Key;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.UnresolvableKeyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Public keys from elsewhere, fetched again and again: the last ones that could be used stay until
 * there are others. A token for which there is no key has them fetched early, at most every ten
 * seconds.
 *
 * <p>Owner: the thread that calls {@link #refreshIfDue}; any thread asks for keys and never waits.
 */
public final class FetchedKeys {
    private static final Logger LOG = LoggerFactory.getLogger(FetchedKeys.class);

    /** Between two fetches at least, whoever asks for a key that is not there. */
    static final long LEAST_PAUSE_NS = TimeUnit.SECONDS.toNanos(10);

    /** Between two lines about one and the same failure. */
    private static final long REPEAT_NS = TimeUnit.MINUTES.toNanos(10);

    /** Where the text of a key set comes from. */
    @FunctionalInterface
    public interface Source {
        /**
         * Reads it, in bounded time.
         *
         * @throws IOException when it cannot be had.
         */
        String read() throws IOException;
    }

    private final Source source;
    private final String from;
    private final long refreshNs;
    private volatile PublicKeys keys; // null: none yet
    private volatile boolean missed;
    private volatile Runnable onMissed = () -> {};
    private boolean fetchedBefore;
    private long fetchedNs;
    private String failure; // null: the last fetch went well
    private long toldNs;

    /**
     * @param from where the keys come from, for messages.
     * @param refreshNs between two fetches.
     */
    public FetchedKeys(Source source, String from, long refreshNs) {
        this.source = source;
        this.from = from;
        this.refreshNs = refreshNs;
    }

    /** Says whom to wake when {@link #waitNs} may have become less. */
    public void onMissed(Runnable wake) {
        onMissed = wake;
    }

    /** How long until the keys should be fetched again; at most 0: now. */
    public long waitNs(long nowNs) {
        boolean soon = missed || failure != null;
        long pauseNs = soon ? Math.min(LEAST_PAUSE_NS, refreshNs) : refreshNs;
        return fetchedBefore ? fetchedNs + pauseNs - nowNs : 0;
    }

    /** Fetches the keys if it is time to; waits for them. */
    public void refreshIfDue(long nowNs) {
        if (waitNs(nowNs) > 0) {
            return;
        }
        fetchedBefore = true;
        fetchedNs = nowNs;
        missed = false; // Before: a token that comes meanwhile asks for the next fetch.
        try {
            PublicKeys newer = PublicKeys.parse(source.read(), from);
            if (keys == null || failure != null) {
                LOG.info("{} public keys of {} are used now", newer.count(), from);
            }
            keys = newer;
            failure = null;
        } catch (IOException e) {
            failed(from + " cannot be fetched: " + e, nowNs);
        } catch (KeyFileException e) {
            failed(e.getMessage(), nowNs);
        }
    }

    /**
     * The key for a token.
     *
     * @throws UnresolvableKeyException when there is none, so far.
     */
    Key resolve(JsonWebSignature token, List<JsonWebStructure> nesting)
            throws UnresolvableKeyException {
        PublicKeys now = keys;
        try {
            if (now != null) {
                return now.resolve(token, nesting);
            }
        } catch (UnresolvableKeyException unknown) {
            miss();
            throw unknown;
        }
        miss();
        throw new UnresolvableKeyException("no keys have been fetched yet");
    }

    private void miss() {
        if (!missed) {
            missed = true;
            onMissed.run();
        }
    }

    private void failed(String reason, long nowNs) {
        boolean isNew = !reason.equals(failure);
        if (isNew || nowNs - toldNs >= REPEAT_NS) {
            toldNs = nowNs;
            LOG.warn("{}; {}", reason, keys == null ? "there are no keys" : "the old ones stay");
        }
        failure = reason;
    }
}
