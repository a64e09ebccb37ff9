package io.ticktide.config;

/**
 * Recordings that clients may read and replay.
 *
 * @param dir directory that is a recording, or whose sub-directories are; empty: none is offered
 *     but the one that is being written.
 */
public record ReplayConfig(String dir) {
    public static ReplayConfig defaults() {
        return new ReplayConfig("");
    }
}
