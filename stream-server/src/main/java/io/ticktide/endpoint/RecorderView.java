package io.ticktide.endpoint;

/** What the endpoint shows of the recording that is being written. Thread-safe. */
public interface RecorderView {
    /** "recording", "retrying", "gap" or "failed". */
    String state();

    /** Why events do not get onto the disk, or null. */
    String problem();

    /** Whether events are being lost now. */
    boolean isLosing();

    /** Events on the disk. */
    long events();

    /** Digest of them. */
    long digest();

    /** Messages that are missing. */
    long lost();

    /** Stretches of such messages. */
    long gaps();

    /** Bytes on the disk. */
    long bytes();

    /** Number of the present segment. */
    int segment();

    /** Messages on their way to the disk. */
    long lagEvents();
}
