package io.ticktide.replay;

import io.ticktide.codecs.recording.BlockRef;
import io.ticktide.codecs.recording.BlockType;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.RecordingCursor;
import io.ticktide.codecs.recording.RecordingCursor.Kind;
import io.ticktide.codecs.recording.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * How many messages of a recording are in each part of its span. A short recording is read through;
 * of a long one the blocks are counted, each as if its messages came evenly.
 *
 * <p>Owner: one thread; used once.
 */
final class Density {
    /** Equal parts of the span. */
    static final int PARTS = 200;

    /** Messages that are read in some ten milliseconds. */
    private static final long MOST_READ = 1_000_000;

    private final double[] parts = new double[PARTS];
    private final long firstTimeNs;
    private final double partNs;

    private Density(long firstTimeNs, long lastTimeNs) {
        this.firstTimeNs = firstTimeNs;
        partNs = Math.max(1, (double) (lastTimeNs - firstTimeNs) / PARTS);
    }

    /** Messages in each part of a span. */
    static List<Long> of(Recording recording, long firstTimeNs, long lastTimeNs) {
        return of(recording, firstTimeNs, lastTimeNs, MOST_READ);
    }

    /**
     * The same.
     *
     * @param mostRead messages up to which a recording is read through.
     */
    static List<Long> of(Recording recording, long firstTimeNs, long lastTimeNs, long mostRead) {
        Density density = new Density(firstTimeNs, lastTimeNs);
        long messages = recording.runs().stream().mapToLong(Run::messages).sum();
        for (Run run : recording.runs()) {
            if (messages <= mostRead) {
                density.read(recording, run);
            } else {
                density.count(run);
            }
        }
        List<Long> rounded = new ArrayList<>(PARTS);
        for (double part : density.parts) {
            rounded.add(Math.round(part));
        }
        return List.copyOf(rounded);
    }

    private void read(Recording recording, Run run) {
        try (RecordingCursor cursor = recording.cursor(run).skippingDamage()) {
            while (cursor.next()) {
                if (cursor.kind() == Kind.EVENT && cursor.timeNs() >= firstTimeNs) {
                    parts[partOf(cursor.timeNs())]++;
                }
            }
        }
    }

    private void count(Run run) {
        for (BlockRef block : run.blocks()) {
            if (block.type() == BlockType.EVENTS && block.lastTimeNs() >= firstTimeNs) {
                spread(block);
            }
        }
    }

    private void spread(BlockRef block) {
        double from = (block.firstTimeNs() - firstTimeNs) / partNs;
        double to = (block.lastTimeNs() - firstTimeNs) / partNs;
        int first = partOf(Math.max(firstTimeNs, block.firstTimeNs()));
        int last = partOf(block.lastTimeNs());
        if (to - from < 1e-9) {
            parts[first] += block.count();
            return;
        }
        for (int part = first; part <= last; part++) {
            // The last part holds the end of the span, too.
            double end = part == PARTS - 1 ? to : Math.min(part + 1, to);
            parts[part] += block.count() * (end - Math.max(part, from)) / (to - from);
        }
    }

    private int partOf(long timeNs) {
        return Math.min((int) ((timeNs - firstTimeNs) / partNs), PARTS - 1);
    }
}
