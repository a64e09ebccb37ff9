package io.ticktide.ring;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * How long to wait before a feed is opened again: a second, then twice as long each time, of which
 * up to a half is left out at random, so that servers of one source do not come in step. Starts
 * anew behind a feed that ran for longer than the longest wait.
 *
 * <p>Owner: the feed thread.
 */
public final class RestartDelays {
    private static final long FIRST_NS = TimeUnit.SECONDS.toNanos(1);

    private final long mostNs;
    private final SplittableRandom random;
    private long nextNs = FIRST_NS;

    /**
     * @param mostNs longest wait, at least a second.
     * @param seed of what is left out.
     */
    public RestartDelays(long mostNs, long seed) {
        this.mostNs = Math.max(FIRST_NS, mostNs);
        random = new SplittableRandom(seed);
    }

    /**
     * The next wait.
     *
     * @param ranNs how long the feed had run that is down now.
     */
    long nextNs(long ranNs) {
        if (ranNs > mostNs) {
            nextNs = FIRST_NS;
        }
        long ceilingNs = nextNs;
        nextNs = Math.min(mostNs, 2 * nextNs);
        return ceilingNs - random.nextLong(ceilingNs / 2);
    }
}
