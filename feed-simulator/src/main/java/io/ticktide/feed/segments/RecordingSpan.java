package io.ticktide.feed.segments;

/**
 * Where a recording begins and ends.
 *
 * @param firstNs recording time of the first live event, ns since the Unix epoch.
 * @param lastNs recording time of the newest message.
 */
public record RecordingSpan(long firstNs, long lastNs) {}
