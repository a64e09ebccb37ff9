package io.ticktide.endpoint;

import io.ticktide.feed.DigestingListener;

/** What the endpoint shows of the feed. Thread-safe. */
public interface FeedView {
    /** For people: "simulated seed=7 …" or a file name. */
    String name();

    /** Whether prices come from a recording. */
    boolean isReplay();

    /** "running", "stalled", "restarting", "ended" or "failed". */
    String state();

    /** Why it is stalled, restarting or failed; null otherwise. */
    String failure();

    /** Since when {@link #state} holds, ns since the Unix epoch. */
    long sinceNs();

    /** Times it fell silent though an event was due. */
    long stalls();

    /** Times it was opened again. */
    long restarts();

    /** Since it last told an event, ns. */
    long silentNs();

    /** Since its thread last did anything, ns. */
    long unturnedNs();

    /** For how long the ring has had no room for it, ns; 0 when it has. */
    long heldBackNs();

    /** Who reads slowest of the ring, for people. */
    String slowestReader();

    /** Events published so far. */
    long events();

    /** Of those, quotes. */
    long quotes();

    /** Of those, trades. */
    long trades();

    /** Of those, book changes. */
    long bookUpdates();

    /** Of those, changes of a trading state. */
    long statuses();

    /** Holes that the source was known to have. */
    long gaps();

    /** Digest of the feed's events at the last round number of them; null before the first. */
    DigestingListener.Checkpoint checkpoint();

    /** Digest of the recording's events once all were replayed; 0 before, and of other feeds. */
    long recordedDigest();

    /** Events published in the last full second. */
    long ratePerSecond();

    /** How far the feed is behind its own schedule, ns. */
    long lateNs();

    /** Times the feed waited for a full ring. */
    long ringFullWaits();

    /** Slots of the ring in use. */
    long ringUsed();

    /** Slots of the ring. */
    long ringSlots();
}
