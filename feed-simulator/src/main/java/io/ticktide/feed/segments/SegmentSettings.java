package io.ticktide.feed.segments;

import io.ticktide.feed.FeedException;
import io.ticktide.feed.replay.ReplaySpeed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

/**
 * What of a recording is replayed, and how.
 *
 * @param speed how fast; may change later.
 * @param fromNs events before are not paced: they make the state that the replay begins with; ns
 *     since the Unix epoch, {@link #START} for the recording's start.
 * @param toNs where it ends: this event time is the first that is not told; {@link #END} for the
 *     recording's end.
 * @param loop whether it starts again at its end.
 * @param symbols instruments to tell of; empty: all.
 * @param skipGapsNs a pause of events longer than this is jumped over; 0: none is.
 * @param skipDamage whether damaged blocks are gaps rather than the end.
 */
public record SegmentSettings(
        ReplaySpeed speed,
        long fromNs,
        long toNs,
        boolean loop,
        Set<String> symbols,
        long skipGapsNs,
        boolean skipDamage) {
    /** {@link #fromNs} of a whole recording. */
    public static final long START = Long.MIN_VALUE;

    /** {@link #toNs} of a whole recording. */
    public static final long END = Long.MAX_VALUE;

    /**
     * @throws IllegalArgumentException when nothing can lie between from and to.
     */
    public SegmentSettings {
        symbols = Set.copyOf(symbols);
        if (fromNs >= toNs) {
            throw new IllegalArgumentException(
                    "from "
                            + text(fromNs)
                            + " is not before to "
                            + text(toNs)
                            + "; move one of them");
        }
        if (skipGapsNs < 0) {
            throw new IllegalArgumentException("skipGapsNs=" + skipGapsNs + " is negative");
        }
    }

    /**
     * Whether there is anything to tell.
     *
     * @param startNs where it would begin.
     * @param lastNs time of the recording's newest message.
     * @throws FeedException when there is not.
     */
    void check(Path recording, long startNs, long lastNs) {
        if (fromNs > lastNs) {
            throw new FeedException(
                    "from "
                            + text(fromNs)
                            + " lies behind the end of "
                            + recording
                            + ", "
                            + text(lastNs)
                            + "; choose an earlier time");
        }
        if (toNs <= startNs) {
            throw new FeedException(
                    "to "
                            + text(toNs)
                            + " lies before the start of "
                            + recording
                            + ", "
                            + text(startNs)
                            + "; choose a later time");
        }
    }

    /** All of it, once. */
    public static SegmentSettings at(ReplaySpeed speed) {
        return new SegmentSettings(speed, START, END, false, Set.of(), 0, false);
    }

    /** Whether all of it is told, once, whatever is damaged. */
    public boolean isWhole() {
        return fromNs == START && toNs == END && !loop && symbols.isEmpty();
    }

    public SegmentSettings from(long newFromNs) {
        return new SegmentSettings(speed, newFromNs, toNs, loop, symbols, skipGapsNs, skipDamage);
    }

    public SegmentSettings to(long newToNs) {
        return new SegmentSettings(speed, fromNs, newToNs, loop, symbols, skipGapsNs, skipDamage);
    }

    public SegmentSettings looping() {
        return new SegmentSettings(speed, fromNs, toNs, true, symbols, skipGapsNs, skipDamage);
    }

    public SegmentSettings only(Set<String> newSymbols) {
        return new SegmentSettings(speed, fromNs, toNs, loop, newSymbols, skipGapsNs, skipDamage);
    }

    public SegmentSettings skippingGaps(long newSkipGapsNs) {
        return new SegmentSettings(speed, fromNs, toNs, loop, symbols, newSkipGapsNs, skipDamage);
    }

    public SegmentSettings skippingDamage() {
        return new SegmentSettings(speed, fromNs, toNs, loop, symbols, skipGapsNs, true);
    }

    private static String text(long timeNs) {
        return Instant.ofEpochSecond(0, timeNs).toString();
    }
}
