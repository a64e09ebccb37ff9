package io.ticktide.session;

/**
 * How a client wants one stream.
 *
 * @param maxRate messages per second at most; 0: no limit.
 * @param maxAgeMs pending quotes and trades older than this are dropped; 0: never.
 * @param disconnectWhenSlow whether a full socket ends the connection instead of merging.
 */
public record StreamOptions(int maxRate, int maxAgeMs, boolean disconnectWhenSlow) {
    /** Every event, however old, merged when slow. */
    public static final StreamOptions UNLIMITED = new StreamOptions(0, 0, false);
}
