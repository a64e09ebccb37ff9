package io.ticktide.replay;

import io.ticktide.codecs.recording.Recording;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recordings that clients may see, by name. The directories are looked at anew each time, so a
 * recording that was put there meanwhile is found; a name that comes from a client never becomes a
 * part of a path.
 *
 * <p>Thread-safe: immutable. Reads the file system: not for an I/O thread.
 */
public final class RecordingCatalogue {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingCatalogue.class);

    private final Optional<Path> offered;
    private final Optional<Path> written;

    /**
     * @param offered directory that is a recording, or whose sub-directories are.
     * @param written recording that this server writes.
     */
    public RecordingCatalogue(Optional<Path> offered, Optional<Path> written) {
        this.offered = offered.map(RecordingCatalogue::absolute);
        this.written = written.map(RecordingCatalogue::absolute);
    }

    /** The catalogue of two settings, each empty when there is none. */
    public static RecordingCatalogue of(String offered, String written) {
        return new RecordingCatalogue(
                Optional.of(offered).filter(path -> !path.isBlank()).map(Path::of),
                Optional.of(written).filter(path -> !path.isBlank()).map(Path::of));
    }

    /** Whether there can be any. */
    public boolean isEmpty() {
        return offered.isEmpty() && written.isEmpty();
    }

    /** The recording that this server writes. */
    public Optional<Path> written() {
        return written;
    }

    /** All recordings by name, each directory once. */
    public SortedMap<String, Path> recordings() {
        SortedMap<String, Path> found = new TreeMap<>();
        List<Path> candidates = new ArrayList<>();
        written.ifPresent(candidates::add);
        offered.ifPresent(directory -> candidates.addAll(inside(directory)));
        for (Path candidate : candidates) {
            if (Recording.isRecording(candidate) && !found.containsValue(candidate)) {
                found.put(freeName(candidate, found), candidate);
            }
        }
        return found;
    }

    /** The recording of a name that {@link #recordings} tells. */
    public Optional<Path> find(String name) {
        return Optional.ofNullable(recordings().get(name));
    }

    private static List<Path> inside(Path directory) {
        List<Path> candidates = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(directory, RecordingCatalogue::isOffered)) {
            entries.forEach(candidates::add);
        } catch (IOException e) {
            LOG.warn("replay.dir {} cannot be read: {}", directory, e.toString());
        }
        Collections.sort(candidates); // Names that are taken get the same number each time.
        candidates.add(0, directory);
        return candidates;
    }

    /** A directory whose name begins with a dot is one that an import is still filling. */
    private static boolean isOffered(Path path) {
        return Files.isDirectory(path) && !path.getFileName().toString().startsWith(".");
    }

    private static String freeName(Path directory, SortedMap<String, Path> taken) {
        String name = directory.getFileName() == null ? "/" : directory.getFileName().toString();
        String free = name;
        for (int number = 2; taken.containsKey(free); number++) {
            free = name + '-' + number;
        }
        return free;
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
