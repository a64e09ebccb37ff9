package io.ticktide.config;

/**
 * Recordings that clients may read and replay.
 *
 * @param dir directory that is a recording, or whose sub-directories are; empty: none is offered
 *     but the one that is being written.
 * @param sessions clients that may have a replay of their own at a time, 0 to 1,024.
 */
public record ReplayConfig(String dir, int sessions) {
    public ReplayConfig {
        Checks.inRange("replay.sessions", sessions, 0, 1_024);
    }

    public static ReplayConfig defaults() {
        return new ReplayConfig("", 16);
    }
}
