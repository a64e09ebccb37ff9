package io.ticktide.replay;

import io.ticktide.codecs.recording.Recording;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Recordings of a catalogue that were read lately, so that the next question need not look through
 * their indexes again. What was appended since is seen.
 *
 * <p>Owner: one thread at a time.
 */
public final class RecordingShelf {
    private static final int MOST = 8;
    private static final int MOST_SUMMARIES = 1_000;

    private final RecordingCatalogue catalogue;
    private final Map<Path, Recording> open = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<Path, Summed> summaries = new LinkedHashMap<>(16, 0.75f, true);

    /** What was found in a recording of that size. */
    private record Summed(long sizeBytes, RecordingSummary summary) {}

    public RecordingShelf(RecordingCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    public RecordingCatalogue catalogue() {
        return catalogue;
    }

    /**
     * The recording of a name, as it is now.
     *
     * @throws io.ticktide.codecs.recording.RecordingException when it cannot be read.
     */
    public Optional<Recording> find(String name) {
        return catalogue.find(name).map(this::at);
    }

    /** The recording that is being written, as it is now; empty before its first block. */
    public Optional<Recording> written() {
        return catalogue.written().filter(Recording::isRecording).map(this::at);
    }

    /** What a recording of the catalogue holds; what was told before is told again if it is so. */
    public RecordingSummary summary(String name, Path path) {
        Recording recording = at(path);
        Summed known = summaries.get(path);
        if (known == null
                || known.sizeBytes() != recording.sizeBytes()
                || !known.summary().name().equals(name)) {
            RecordingSummary summary = RecordingSummary.of(name, recording);
            known = new Summed(recording.sizeBytes(), summary);
            summaries.put(path, known);
            if (summaries.size() > MOST_SUMMARIES) {
                summaries.remove(summaries.keySet().iterator().next());
            }
        }
        return known.summary();
    }

    /** The recording at a path of the catalogue, as it is now. */
    public Recording at(Path path) {
        Recording known = open.get(path);
        if (known == null) {
            known = Recording.open(path);
            open.put(path, known);
            if (open.size() > MOST) {
                open.remove(open.keySet().iterator().next());
            }
            return known;
        }
        known.refresh();
        return known;
    }
}
