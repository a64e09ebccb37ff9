package io.ticktide.codecs.recording;

/**
 * Where a block is and what it covers.
 *
 * @param segment number of its segment.
 * @param offset of its header in the segment's file, bytes.
 * @param length with its header, bytes.
 * @param type what it holds.
 * @param detail ordinal of the interval of {@link BlockType#BARS}; of {@link BlockType#END} 1 when
 *     the run goes on in the next segment; else 0.
 * @param firstTimeNs recording time at its first message, ns since the Unix epoch.
 * @param lastTimeNs recording time at its last message.
 * @param position messages of the run before it.
 * @param count messages in it.
 * @param digest sum of {@link EventDigest} of its events.
 * @param lost events that are missing at a {@link BlockType#GAP}; else 0.
 */
public record BlockRef(
        int segment,
        long offset,
        int length,
        BlockType type,
        int detail,
        long firstTimeNs,
        long lastTimeNs,
        long position,
        int count,
        long digest,
        long lost) {
    static final int GOES_ON = 1;

    /** Bytes of what it holds. */
    public int payloadLength() {
        return length - BlockHeader.LENGTH;
    }
}
