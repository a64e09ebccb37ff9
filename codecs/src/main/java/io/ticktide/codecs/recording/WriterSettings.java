package io.ticktide.codecs.recording;

/**
 * When segments roll and how many are kept.
 *
 * @param segmentBytes a segment that has grown to this is closed.
 * @param segmentNs a segment that covers so much recording time is closed; 0: whatever it covers.
 * @param keepBytes the oldest segments are deleted while all together are larger; 0: never.
 * @param keepNs segments that ended so long before the newest are deleted; 0: never.
 */
public record WriterSettings(long segmentBytes, long segmentNs, long keepBytes, long keepNs) {
    /** Segments of 256 MiB, all kept. */
    public static final WriterSettings DEFAULTS = new WriterSettings(256L << 20, 0, 0, 0);
}
