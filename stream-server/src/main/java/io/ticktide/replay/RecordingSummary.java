package io.ticktide.replay;

import io.ticktide.codecs.recording.BlockRef;
import io.ticktide.codecs.recording.BlockType;
import io.ticktide.codecs.recording.Problem;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.Run;
import io.ticktide.feed.Instrument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a recording holds, for people who choose one. Times are recording time, ns since the Unix
 * epoch.
 *
 * @param name in the catalogue.
 * @param firstTimeNs where live begins in it; earlier events are told at once.
 * @param lastTimeNs its newest event.
 * @param originNs the first run's origin.
 * @param messages of the ring that are in it, over all its runs.
 * @param runs stretches that were recorded between a start and an end.
 * @param instruments of all its runs, those of the newest run first.
 * @param density messages in each of {@link #DENSITY_PARTS} equal parts of the span.
 * @param isComplete whether nothing is missing or damaged and every run was ended in good order.
 * @param problems what is not whole, for people; without directories.
 */
public record RecordingSummary(
        String name,
        long firstTimeNs,
        long lastTimeNs,
        long originNs,
        long messages,
        int runs,
        List<Instrument> instruments,
        List<Long> density,
        boolean isComplete,
        List<String> problems) {
    /** Parts of the span of which the density is told. */
    public static final int DENSITY_PARTS = 200;

    /** Reads what a recording holds, but no events. */
    public static RecordingSummary of(String name, Recording recording) {
        long firstTimeNs = Long.MAX_VALUE;
        long lastTimeNs = Long.MIN_VALUE;
        long messages = 0;
        boolean isComplete = true;
        Map<String, Instrument> instruments = new LinkedHashMap<>();
        List<Run> runs = recording.runs();
        for (int i = runs.size() - 1; i >= 0; i--) {
            Run run = runs.get(i);
            if (run.messages() > 0) {
                firstTimeNs = Math.min(firstTimeNs, run.firstTimeNs());
                lastTimeNs = Math.max(lastTimeNs, run.lastTimeNs());
            }
            messages += run.messages();
            isComplete &= run.isClosed() && run.lost() == 0;
            for (Instrument instrument : instruments(recording, run)) {
                instruments.putIfAbsent(instrument.symbol(), instrument);
            }
        }
        if (messages == 0) {
            firstTimeNs = runs.get(0).originNs();
            lastTimeNs = firstTimeNs;
        }
        return new RecordingSummary(
                name,
                firstTimeNs,
                lastTimeNs,
                runs.get(0).originNs(),
                messages,
                runs.size(),
                List.copyOf(instruments.values()),
                density(runs, firstTimeNs, lastTimeNs),
                isComplete && recording.problems().isEmpty(),
                problems(recording));
    }

    /** The instruments of one run. */
    public static List<Instrument> instruments(Recording recording, Run run) {
        return RecordedDefinitions.read(recording.definitions(run));
    }

    private static List<Long> density(List<Run> runs, long firstTimeNs, long lastTimeNs) {
        double[] parts = new double[DENSITY_PARTS];
        double partNs = Math.max(1, (double) (lastTimeNs - firstTimeNs) / DENSITY_PARTS);
        for (Run run : runs) {
            for (BlockRef block : run.blocks()) {
                if (block.type() == BlockType.EVENTS && block.lastTimeNs() >= firstTimeNs) {
                    double from = (block.firstTimeNs() - firstTimeNs) / partNs;
                    double to = (block.lastTimeNs() - firstTimeNs) / partNs;
                    spread(block.count(), from, to, parts);
                }
            }
        }
        List<Long> density = new ArrayList<>(DENSITY_PARTS);
        for (double part : parts) {
            density.add(Math.round(part));
        }
        return List.copyOf(density);
    }

    /** Adds a block's messages to the parts that it covers, as if they came evenly. */
    private static void spread(int count, double from, double to, double[] parts) {
        int first = Math.max(0, Math.min((int) from, DENSITY_PARTS - 1));
        int last = Math.min((int) to, DENSITY_PARTS - 1);
        if ((int) from == (int) to) {
            parts[first] += count;
            return;
        }
        for (int part = first; part <= last; part++) {
            double share = Math.min(part + 1, to) - Math.max(part, from);
            parts[part] += count * share / (to - from);
        }
    }

    private static List<String> problems(Recording recording) {
        // Where it lies on this machine is nobody's business.
        String directory = recording.path().toString();
        String parent = String.valueOf(recording.path().getParent());
        return recording.problems().stream()
                .map(Problem::text)
                .map(text -> text.replace(directory + "/", "").replace(parent + "/", ""))
                .toList();
    }
}
