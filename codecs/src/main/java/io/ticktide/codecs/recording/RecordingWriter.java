package io.ticktide.codecs.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Appends a run to the recording in a directory. What the last writer left torn is cut back first;
 * a second writer is refused. What was appended is in the hands of the operating system when a
 * method returns: it outlasts the end of this process, however it comes. It outlasts a loss of
 * power from {@link #force} on.
 *
 * <p>A method that throws an {@link IOException}, as when the disk is full, has appended nothing;
 * it can be called again.
 *
 * <p>Owner: one thread. File writes block.
 */
public final class RecordingWriter implements AutoCloseable {
    private static final String LOCK_FILE = "recording.lock";
    private static final int RUN_ENDS = 0;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Path directory;
    private final WriterSettings settings;
    private final RunHeader run;
    private final FileChannel lock;
    private final Optional<String> recovered;
    private SegmentWriter segment;
    private boolean isOpen;
    private long position;
    private long timeNs;
    private long segmentStartNs;
    private boolean segmentHasTime;
    private long totalBytes;

    private RecordingWriter(
            Path directory,
            WriterSettings settings,
            RunHeader run,
            FileChannel lock,
            Optional<String> recovered) {
        this.directory = directory;
        this.settings = settings;
        this.run = run;
        this.lock = lock;
        this.recovered = recovered;
    }

    /**
     * Begins a run in a segment of its own.
     *
     * @param createdNs now, ns since the Unix epoch.
     * @throws RecordingException when the directory cannot be written, or somebody writes there.
     */
    public static RecordingWriter open(
            Path directory, WriterSettings settings, RunHeader run, long createdNs) {
        FileChannel lock = null;
        try {
            Files.createDirectories(directory);
            lock = locked(directory);
            Optional<String> recovered = Recovery.repair(directory);
            List<Integer> before = Segments.in(directory);
            RecordingWriter writer = new RecordingWriter(directory, settings, run, lock, recovered);
            int last = before.isEmpty() ? 0 : before.get(before.size() - 1);
            writer.begin(last + 1, createdNs, NOTHING, 0);
            return writer;
        } catch (IOException e) {
            closeAfter(e, lock);
            throw unwritable(directory, e);
        } catch (RecordingException e) {
            closeAfter(e, lock);
            throw e;
        }
    }

    /** What was cut back before this run, for people; empty when nothing was torn. */
    public Optional<String> recovered() {
        return recovered;
    }

    /** Messages of this run so far. */
    public long position() {
        return position;
    }

    /** Number of the present segment. */
    public int segment() {
        return segment.segment();
    }

    /** Bytes written by this run. */
    public long writtenBytes() {
        return totalBytes + (isOpen ? segment.size() : 0);
    }

    /**
     * Appends messages of the ring.
     *
     * @param content between position and limit, which stay.
     * @param count messages in it.
     * @param digest sum of {@link EventDigest}.
     */
    public void events(
            ByteBuffer content, int count, long firstTimeNs, long lastTimeNs, long digest)
            throws IOException {
        if (!isOpen) {
            throw new IOException("the last segment is closed and the next is not begun yet");
        }
        at(firstTimeNs);
        segment.append(
                BlockType.EVENTS, 0, content, count, firstTimeNs, lastTimeNs, position, digest, 0);
        position += count;
        timeNs = lastTimeNs;
    }

    /** Appends the state of all instruments as of now. */
    public void snapshot(ByteBuffer content, int count) throws IOException {
        append(BlockType.SNAPSHOT, 0, content, count, timeNs, 0);
    }

    /** Appends bars of one interval that closed since the last call for it. */
    public void bars(int intervalOrdinal, ByteBuffer content, int count) throws IOException {
        append(BlockType.BARS, intervalOrdinal, content, count, timeNs, 0);
    }

    /**
     * Appends what the rows of an imported file held beyond their events.
     *
     * @param count rows in it, in the order of their events.
     */
    public void rows(ByteBuffer content, int count) throws IOException {
        append(BlockType.ROWS, 0, content, count, timeNs, 0);
    }

    /**
     * Marks that events are missing; a snapshot has to follow.
     *
     * @param lost number of messages.
     * @param untilNs recording time at the last of them.
     */
    public void gap(long lost, long untilNs) throws IOException {
        at(untilNs);
        append(BlockType.GAP, 0, NOTHING, 0, untilNs, lost);
        position += lost;
        timeNs = untilNs;
    }

    /** Whether the segment is as large or long as it should become. */
    public boolean wantsRoll() {
        return !isOpen
                || segment.size() >= settings.segmentBytes()
                || (settings.segmentNs() > 0
                        && segmentHasTime
                        && timeNs - segmentStartNs >= settings.segmentNs());
    }

    /**
     * Closes the segment and begins the next; deletes segments that need not be kept. When it
     * throws, it has to be called again before anything else can be appended.
     *
     * @param snapshot the state as of now.
     */
    public void roll(long createdNs, ByteBuffer snapshot, int count) throws IOException {
        if (isOpen) {
            finishSegment(BlockRef.GOES_ON);
        }
        int next = segment.segment() + 1;
        begin(next, createdNs, snapshot, count);
        Retention.apply(directory, settings, next, timeNs);
    }

    /** Makes all that was appended outlast a loss of power. */
    public void force() throws IOException {
        segment.force();
    }

    /** Ends the run. */
    @Override
    public void close() throws IOException {
        try (lock) {
            if (isOpen) {
                finishSegment(RUN_ENDS);
            }
        }
    }

    /** Lets go of the directory and leaves the run without an end, as a crash would. */
    public void abandon() throws IOException {
        try (lock) {
            if (isOpen) {
                isOpen = false;
                segment.close();
            }
        }
    }

    /** Closes the segment; when that fails it is open still. */
    private void finishSegment(int detail) throws IOException {
        append(BlockType.END, detail, NOTHING, 0, timeNs, 0);
        segment.force();
        segment.close();
        isOpen = false;
        totalBytes += segment.size();
        SegmentIndex.write(directory, segment.segment(), segment.size(), segment.blocks());
    }

    /** Begins a segment; when that fails none is open and the file is gone. */
    private void begin(int number, long createdNs, ByteBuffer snapshot, int count)
            throws IOException {
        Path file = directory.resolve(SegmentHeader.fileName(number));
        SegmentHeader header =
                new SegmentHeader(run.epochNs(), number, position, run.originNs(), createdNs);
        SegmentWriter fresh = new SegmentWriter(file, header);
        try {
            segment = fresh;
            segmentHasTime = false;
            ByteBuffer definitions = ByteBuffer.allocate(run.definitionsLength());
            run.definitions().getBytes(0, definitions, run.definitionsLength());
            append(BlockType.DEFINITIONS, 0, definitions.flip(), run.instruments(), timeNs, 0);
            byte[] meta = run.meta().getBytes(StandardCharsets.UTF_8);
            append(BlockType.META, 0, ByteBuffer.wrap(meta), 0, timeNs, 0);
            append(BlockType.SNAPSHOT, 0, snapshot, count, timeNs, 0);
            isOpen = true;
        } catch (IOException e) {
            fresh.close();
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private void append(
            BlockType type, int detail, ByteBuffer content, int count, long atNs, long lost)
            throws IOException {
        segment.append(type, detail, content, count, atNs, atNs, position, 0, lost);
    }

    private void at(long firstTimeNs) {
        if (!segmentHasTime) {
            segmentHasTime = true;
            segmentStartNs = firstTimeNs;
        }
    }

    private static FileChannel locked(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        directory.resolve(LOCK_FILE),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        boolean held = false;
        try {
            held = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            held = false; // By this very process.
        }
        if (!held) {
            channel.close();
            throw new RecordingException(
                    directory
                            + " is being recorded into by another ticktide (it holds "
                            + LOCK_FILE
                            + "); end that one or record into another directory");
        }
        return channel;
    }

    private static RecordingException unwritable(Path directory, IOException e) {
        String reason = e.getMessage();
        if (e instanceof AccessDeniedException) {
            reason = "this user must not write there; change its rights or choose another";
        } else if (e instanceof FileAlreadyExistsException) {
            reason = e.getMessage() + " is in the way: it is no directory; choose another";
        } else if (e instanceof NoSuchFileException) {
            reason = e.getMessage() + " does not exist";
        }
        return new RecordingException("cannot record into " + directory + ": " + reason, e);
    }

    private static void closeAfter(Exception failed, FileChannel lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            failed.addSuppressed(e);
        }
    }
}
