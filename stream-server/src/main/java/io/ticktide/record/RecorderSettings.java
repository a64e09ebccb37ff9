package io.ticktide.record;

import io.ticktide.codecs.recording.WriterSettings;
import java.nio.file.Path;

/**
 * How a server records.
 *
 * @param directory where to.
 * @param segments when they roll and how many are kept.
 * @param syncNs what the end of the process, however it comes, costs at most.
 * @param forceNs what a loss of power costs at most; 0: left to the operating system.
 * @param queueBytes events that may wait for the disk; beyond, they are lost.
 * @param waits whether the ring is left alone while there is no room, so that the feed has to wait
 *     and nothing is lost.
 * @param historyBars closed bars kept per instrument and interval, as many as by the distributors:
 *     late trades correct the same bars then.
 * @param closeGraceNs how long after its end, in feed time, a bar waits for late trades.
 */
public record RecorderSettings(
        Path directory,
        WriterSettings segments,
        long syncNs,
        long forceNs,
        long queueBytes,
        boolean waits,
        int historyBars,
        long closeGraceNs) {}
