package io.ticktide.replay;

import io.ticktide.codecs.recording.Problem;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.Run;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.segments.DefinedInstruments;
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
 * @param density messages in each of {@link Density#PARTS} equal parts of the span.
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
    /** Reads what a recording holds; of its events only so many as take some milliseconds. */
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
                Density.of(recording, firstTimeNs, lastTimeNs),
                isComplete && recording.problems().isEmpty(),
                problems(recording));
    }

    /** The instruments of one run. */
    public static List<Instrument> instruments(Recording recording, Run run) {
        return DefinedInstruments.read(recording.definitions(run));
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
