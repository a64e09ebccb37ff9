package io.ticktide.codecs.recording;

import java.util.List;

/**
 * What one server, or one import, recorded between its start and its end.
 *
 * @param number from 1, in the order of recording.
 * @param epochNs when it was started, ns since the Unix epoch.
 * @param originNs where live begins; events before are told at once.
 * @param firstTimeNs recording time of its first event at or after the origin.
 * @param lastTimeNs recording time of its newest message.
 * @param messages in its blocks of events.
 * @param digest sum of {@link EventDigest} of its events.
 * @param lost messages that were not written, or are damaged or missing.
 * @param isClosed whether it was ended in good order.
 * @param blocks of all its segments, in order.
 */
public record Run(
        int number,
        long epochNs,
        long originNs,
        long firstTimeNs,
        long lastTimeNs,
        long messages,
        long digest,
        long lost,
        boolean isClosed,
        List<BlockRef> blocks) {}
