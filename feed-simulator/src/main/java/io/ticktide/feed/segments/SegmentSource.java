package io.ticktide.feed.segments;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.RecordingCursor;
import io.ticktide.codecs.recording.RecordingCursor.Kind;
import io.ticktide.codecs.recording.Run;
import java.util.List;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of all runs of a recording, one after the other, of the instruments that are wanted.
 *
 * <p>Owner: the feed thread. Memory: that of one cursor.
 */
final class SegmentSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentSource.class);

    /** What {@link #next} came to. */
    enum Step {
        /** A message to tell. */
        MESSAGE,
        /** Another run begins: the next message does not follow on the one before. */
        RUN,
        /** The end, as far as the recording goes now. */
        END,
        /** Nothing yet, after many messages that are not wanted: ask again. */
        MORE
    }

    private static final int MOST_UNWANTED = 10_000;

    private final Recording recording;
    private final RecordedDefinitions definitions;
    private final boolean skipsDamage;
    private int runIndex;
    private RecordingCursor cursor;
    private int[] ids;
    private boolean sameIds;
    private boolean behindGap;
    private long lost;

    SegmentSource(Recording recording, RecordedDefinitions definitions, boolean skipsDamage) {
        this.recording = recording;
        this.definitions = definitions;
        this.skipsDamage = skipsDamage;
        enter(0);
    }

    /** The run that is read. */
    Run run() {
        return recording.runs().get(runIndex);
    }

    /** Whether it is one run of which nothing is missing. */
    boolean isComplete() {
        Run first = recording.runs().get(0);
        return recording.runs().size() == 1
                && first.lost() == 0
                && !first.blocks().isEmpty()
                && first.blocks().get(0).position() == 0
                && recording.problems().isEmpty();
    }

    /** From the first live event to the newest message. */
    RecordingSpan span() {
        List<Run> runs = recording.runs();
        return new RecordingSpan(runs.get(0).firstTimeNs(), runs.get(runs.size() - 1).lastTimeNs());
    }

    /** To the next message. */
    Step next() {
        for (int i = 0; i < MOST_UNWANTED; i++) {
            if (!cursor.next()) {
                if (runIndex + 1 == recording.runs().size()) {
                    return Step.END;
                }
                enter(runIndex + 1);
                return Step.RUN;
            }
            if (cursor.kind() == Kind.GAP) {
                onGap();
            } else if (isWanted()) {
                return Step.MESSAGE;
            }
        }
        return Step.MORE;
    }

    /** Back to the first message of all. */
    void seekStart() {
        enter(0);
    }

    /**
     * To the state before a time: it follows, and the messages behind it. Before a run's first live
     * event that is the run's start.
     */
    void seekTime(long soughtNs) {
        List<Run> runs = recording.runs();
        int found = 0;
        for (int i = 1; i < runs.size(); i++) {
            found = runs.get(i).firstTimeNs() <= soughtNs ? i : found;
        }
        enter(found);
        if (soughtNs > run().firstTimeNs()) {
            // A state as of that very time may hold some of its events already.
            cursor.seekTime(soughtNs - 1);
        }
    }

    /** Looks for what was recorded since; returns whether there is more. */
    boolean refresh() {
        boolean more = recording.refresh();
        cursor.follow(run());
        return more;
    }

    /** Whether the present message is part of a state. */
    boolean isState() {
        return cursor.kind() == Kind.SNAPSHOT;
    }

    /** Whether that state stands behind a hole in this run. */
    boolean isBehindGap() {
        return behindGap;
    }

    /** Recording time of the present message. */
    long timeNs() {
        return cursor.timeNs();
    }

    DirectBuffer buffer() {
        return cursor.buffer();
    }

    int offset() {
        return cursor.offset();
    }

    int length() {
        return cursor.length();
    }

    /** Whether instruments have the ids here that they have in the present run. */
    boolean hasSameIds() {
        return sameIds;
    }

    /** The id here of an id of the present run. */
    int idOf(int recordedId) {
        return ids[recordedId];
    }

    /** Messages that were missing so far. */
    long lost() {
        return lost;
    }

    @Override
    public void close() {
        cursor.close();
    }

    private void enter(int index) {
        behindGap = false;
        if (cursor != null && index == runIndex) {
            cursor.seekStart();
            return;
        }
        if (cursor != null) {
            cursor.close();
        }
        runIndex = index;
        cursor = recording.cursor(run());
        if (skipsDamage) {
            cursor.skippingDamage();
        }
        ids = definitions.idsOf(run());
        sameIds = RecordedDefinitions.areSame(ids);
    }

    private boolean isWanted() {
        if (sameIds) {
            return true;
        }
        DirectBuffer buffer = cursor.buffer();
        int templateId = EventHeader.templateId(buffer, cursor.offset());
        return !EventHeader.isEvent(templateId)
                || ids[EventHeader.instrumentId(buffer, cursor.offset())] >= 0;
    }

    private void onGap() {
        behindGap = true;
        lost += cursor.lost();
        LOG.warn(
                "{}: {} messages are missing before {} ns{}",
                recording.path(),
                cursor.lost(),
                cursor.timeNs(),
                cursor.damage().isEmpty() ? "" : ": " + cursor.damage());
    }
}
