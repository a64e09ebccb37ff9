package io.ticktide.record;

/**
 * When the next snapshot is due: so that what a seek reads behind it, and what snapshots add to the
 * recording, both stay small.
 *
 * <p>Owner: that of its recorder.
 */
final class SnapshotPlan {
    private static final long LEAST_MESSAGES = 100_000;

    /** Of what is recorded at most a 32nd is snapshots. */
    private static final int SHARE = 32;

    private static final int TYPICAL_MESSAGE_BYTES = 64;

    private long messages;
    private long dueAfter = LEAST_MESSAGES;

    void onMessage() {
        messages++;
    }

    boolean isDue() {
        return messages >= dueAfter;
    }

    void onSnapshot(int lengthBytes) {
        messages = 0;
        dueAfter = Math.max(LEAST_MESSAGES, (long) SHARE * lengthBytes / TYPICAL_MESSAGE_BYTES);
    }
}
