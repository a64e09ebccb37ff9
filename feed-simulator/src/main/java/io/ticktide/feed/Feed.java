package io.ticktide.feed;

import java.util.List;

/**
 * A source of market events that is pulled: what is not due, or for what there is no room, waits
 * inside the feed.
 *
 * <p>Owner: the feed thread, for every method but {@link #instruments} and {@link #name}, which any
 * thread may call.
 */
public interface Feed extends AutoCloseable {
    /** {@link #nextDueNs} of a feed that has ended. */
    long NEVER = Long.MAX_VALUE;

    /** For people and logs: "simulated seed=7" or the file's name. */
    String name();

    /** The instruments of the feed in the order of their ids; fixed for the feed's life. */
    List<Instrument> instruments();

    /** Whether events come from a recording rather than from a live source. */
    boolean isReplay();

    /**
     * Tells the listener the events that are due.
     *
     * @param nowNs monotonic time, ns ({@code System.nanoTime()}); never goes back between calls.
     * @param limit stop as soon as at least this many listener calls (a level of a book change
     *     counts as one) were made; an event that has begun is finished.
     * @return source events told, and recorded times; 0 when none is due.
     * @throws FeedException when the source is broken; the feed has ended then.
     */
    int poll(MarketListener listener, long nowNs, int limit);

    /**
     * When the next event is due, in the time of {@link #poll}; in the past when some is due
     * already, {@link #NEVER} at the end.
     */
    long nextDueNs();

    /**
     * The feed's own time, ns since the Unix epoch: no event before it is still to come, but for
     * those that a source delivers late. Bars close by it. 0 before the first event, and of a feed
     * that tells the time itself, as a recording of a live one does.
     *
     * @param nowNs monotonic time as in {@link #poll}.
     */
    long clockNs(long nowNs);

    /**
     * The time that counts as zero when the streams of two runs are compared, ns since the Unix
     * epoch: the start of a simulated market; 0 where times are those of a recording.
     */
    default long originNs() {
        return 0;
    }

    /** Whether what a replay begins with, the state at its start, is still to be told. */
    default boolean isCatchingUp() {
        return false;
    }

    /** Whether the last event was told. */
    boolean isEnded();

    @Override
    void close();
}
