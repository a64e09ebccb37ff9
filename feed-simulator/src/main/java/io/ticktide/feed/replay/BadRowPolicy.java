package io.ticktide.feed.replay;

/** What a row does that cannot be told: malformed, or out of order. */
public enum BadRowPolicy {
    /** The feed ends with an error that names file, line and reason. */
    FAIL,

    /** The row is left out and counted; the first few are logged. */
    SKIP
}
