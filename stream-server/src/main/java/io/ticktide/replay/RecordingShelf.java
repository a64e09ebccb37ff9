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

    private final RecordingCatalogue catalogue;
    private final Map<Path, Recording> open = new LinkedHashMap<>(16, 0.75f, true);

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
