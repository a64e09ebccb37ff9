package io.ticktide.codecs.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads a recording: what is in it, where, and whether it is whole. Changes nothing, so it can be
 * used beside a writer; {@link #refresh} shows what was appended since. Memory: 100 bytes per block
 * of some thousand messages.
 *
 * <p>Owner: one thread.
 */
public final class Recording {
    private final Path path;
    private final boolean isDirectory;
    private final List<OpenSegment> segments = new ArrayList<>();
    private final List<Problem> broken = new ArrayList<>();
    private int known;
    private List<Run> runs = List.of();
    private List<Problem> problems = List.of();

    private Recording(Path path) {
        this.path = path;
        isDirectory = Files.isDirectory(path);
    }

    /** Whether a path is a segment, or a directory with segments in it. */
    public static boolean isRecording(Path path) {
        try {
            if (Files.isDirectory(path)) {
                return !Segments.in(path).isEmpty();
            }
            if (!Files.isRegularFile(path)) {
                return false;
            }
            ByteBuffer start = ByteBuffer.allocate(8);
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                Segments.readFully(channel, start, 0);
            }
            return SegmentHeader.isSegment(start.flip());
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Opens a directory of segments, or one segment alone.
     *
     * @throws RecordingException when there is none, or its header cannot be read.
     */
    public static Recording open(Path path) {
        Recording recording = new Recording(path);
        try {
            recording.load();
        } catch (IOException e) {
            throw recording.unreadable(e);
        }
        return recording;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /**
     * Looks for what was appended since.
     *
     * @return whether there is anything new.
     */
    public boolean refresh() {
        try {
            boolean more = refreshNewest();
            if (isDirectory) {
                more |= addNewSegments();
            }
            if (more) {
                collect();
            }
            return more;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The runs in it, oldest first; at least one. */
    public List<Run> runs() {
        return runs;
    }

    /** What is not whole. */
    public List<Problem> problems() {
        return Collections.unmodifiableList(problems);
    }

    /** Segments it consists of. */
    public int segments() {
        return segments.size();
    }

    /** Bytes of all its segments, up to the last whole block. */
    public long sizeBytes() {
        long bytes = 0;
        for (OpenSegment segment : segments) {
            bytes += SegmentHeader.LENGTH;
            for (BlockRef block : segment.blocks()) {
                bytes += block.length();
            }
        }
        return bytes;
    }

    /** The file of a segment. */
    public Path file(int segment) {
        for (OpenSegment open : segments) {
            if (open.header().segment() == segment) {
                return open.file();
            }
        }
        throw new IllegalArgumentException("segment " + segment + " is not in " + path);
    }

    /** Reads messages of a run. */
    public RecordingCursor cursor(Run run) {
        return new RecordingCursor(this, run);
    }

    /** Reads blocks. */
    public BlockReader reader() {
        return new BlockReader(this);
    }

    /** Instrument definitions of a run, one message after the other. */
    public UnsafeBuffer definitions(Run run) {
        return content(run, BlockType.DEFINITIONS);
    }

    /** The JSON that says where a run came from. */
    public String meta(Run run) {
        UnsafeBuffer bytes = content(run, BlockType.META);
        return bytes.getStringWithoutLengthUtf8(0, bytes.capacity());
    }

    private UnsafeBuffer content(Run run, BlockType type) {
        for (BlockRef block : run.blocks()) {
            if (block.type() == type) {
                try (BlockReader reader = reader()) {
                    UnsafeBuffer read = reader.read(block);
                    byte[] copy = new byte[reader.length()];
                    read.getBytes(0, copy);
                    return new UnsafeBuffer(copy);
                }
            }
        }
        throw new RecordingException(
                path + ": run " + run.number() + " has no " + type + " block; it is damaged");
    }

    private void load() throws IOException {
        if (isDirectory) {
            addNewSegments();
        } else if (Files.isRegularFile(path)) {
            segments.add(new OpenSegment(path));
        }
        if (segments.isEmpty() && !broken.isEmpty()) {
            throw new RecordingException(broken.get(0).text());
        }
        if (segments.isEmpty()) {
            throw new RecordingException(
                    path
                            + (Files.exists(path)
                                    ? " holds no recording: there is no segment (*.tts) in it"
                                    : " does not exist; check the path"));
        }
        collect();
    }

    private boolean addNewSegments() throws IOException {
        boolean added = false;
        for (int number : Segments.in(path)) {
            if (number > known) {
                added |= addNew(number);
            }
        }
        return added;
    }

    private boolean refreshNewest() throws IOException {
        try {
            return !segments.isEmpty() && segments.get(segments.size() - 1).refresh();
        } catch (NoSuchFileException e) {
            return false; // Deleted meanwhile: it grows no more.
        }
    }

    private boolean addNew(int number) throws IOException {
        Path file = path.resolve(SegmentHeader.fileName(number));
        try {
            if (Files.size(file) < SegmentHeader.LENGTH) {
                return false; // Just begun, or cut off there: nothing is in it.
            }
            refreshNewest(); // It grew before it was closed.
            boolean added = add(file);
            known = number;
            return added;
        } catch (NoSuchFileException e) {
            return false; // Listed, then deleted by its writer, as the oldest are beyond a limit.
        }
    }

    /** Adds a segment, unless its header is damaged: then the others are read without it. */
    private boolean add(Path file) throws IOException {
        try {
            segments.add(new OpenSegment(file));
            return true;
        } catch (RecordingException e) {
            broken.add(new Problem(false, e.getMessage()));
            return false;
        }
    }

    private void collect() {
        RunCollector collector = new RunCollector(path, isDirectory);
        for (OpenSegment segment : segments) {
            collector.add(segment);
        }
        runs = collector.runs();
        problems = new ArrayList<>(broken);
        problems.addAll(collector.problems());
    }

    private RecordingException unreadable(IOException e) {
        String reason =
                e instanceof AccessDeniedException
                        ? "this user must not read it; change its rights"
                        : String.valueOf(e.getMessage());
        return new RecordingException("cannot read the recording " + path + ": " + reason, e);
    }
}
