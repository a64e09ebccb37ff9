package io.ticktide.config;

/**
 * The recording that a server writes.
 *
 * @param dir directory to record into; empty: nothing is recorded.
 * @param syncMs events that are no older than that are lost when the process is killed, 1 to
 *     10,000.
 * @param forceMs what was written since is lost when the power fails, 0 to 600,000; 0: the
 *     operating system decides when it writes to the disk.
 * @param segmentMb a segment that has grown to so many MiB is closed and another begun, 1 to
 *     65,536.
 * @param segmentMinutes a segment that covers so many minutes is closed, 0 to 100,000; 0: whatever
 *     it covers.
 * @param keepMb the oldest segments are deleted while all are larger than so many MiB, 0 to
 *     1,000,000,000; 0: never.
 * @param keepHours segments that ended so many hours ago are deleted, 0 to 1,000,000; 0: never.
 * @param queueMb events that may wait for the disk, in MiB, 8 to 16,384; beyond they are lost and
 *     marked as a gap.
 */
public record RecordConfig(
        String dir,
        int syncMs,
        int forceMs,
        int segmentMb,
        int segmentMinutes,
        int keepMb,
        int keepHours,
        int queueMb) {
    public RecordConfig {
        Checks.inRange("record.sync-ms", syncMs, 1, 10_000);
        Checks.inRange("record.force-ms", forceMs, 0, 600_000);
        Checks.inRange("record.segment-mb", segmentMb, 1, 65_536);
        Checks.inRange("record.segment-minutes", segmentMinutes, 0, 100_000);
        Checks.inRange("record.keep-mb", keepMb, 0, 1_000_000_000);
        Checks.inRange("record.keep-hours", keepHours, 0, 1_000_000);
        Checks.inRange("record.queue-mb", queueMb, 8, 16_384);
    }

    public static RecordConfig defaults() {
        return new RecordConfig("", 50, 1_000, 256, 0, 0, 0, 64);
    }

    /** Whether anything is to be recorded. */
    public boolean isOn() {
        return !dir.isBlank();
    }

    /** Whether old segments are ever deleted. */
    public boolean keepsAll() {
        return keepMb == 0 && keepHours == 0;
    }
}
