package io.ticktide.cli.recording;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.MessageLength;
import io.ticktide.codecs.recording.BlockReader;
import io.ticktide.codecs.recording.BlockRef;
import io.ticktide.codecs.recording.BlockType;
import io.ticktide.codecs.recording.EventDigest;
import io.ticktide.codecs.recording.IndexCheck;
import io.ticktide.codecs.recording.Problem;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.RecordingException;
import io.ticktide.codecs.recording.Run;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.segments.DefinedInstruments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads a recording from end to end: every checksum, the numbers of every stream, the order of
 * time, what blocks say of themselves, gaps, a torn tail, missing segments, the index.
 *
 * <p>Owner: one thread. Memory: a block.
 */
public final class RecordingAudit {
    private final Recording recording;
    private final boolean goesOn;
    private final List<String> problems = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private final Map<Integer, RunCounts> counts = new LinkedHashMap<>();
    private final Set<Integer> segments = new TreeSet<>();
    private boolean hasTornTail;
    private long digest;

    /**
     * Reads all of it.
     *
     * @param goesOn whether to go on behind what is damaged; else the first problem is the last.
     * @throws RecordingException when there is no recording, or it cannot be read at all.
     */
    public RecordingAudit(Path path, boolean goesOn) {
        this.goesOn = goesOn;
        recording = Recording.open(path);
        for (Problem problem : recording.problems()) {
            hasTornTail |= problem.isTornTail();
            problems.add(problem.text());
        }
        try (BlockReader reader = recording.reader()) {
            for (Run run : recording.runs()) {
                if (goes()) {
                    read(run, reader);
                }
            }
        }
        for (int segment : segments) {
            if (goes() && IndexCheck.of(recording.file(segment)) == IndexCheck.State.WRONG) {
                problems.add(
                        recording.file(segment)
                                + ": its index (*.tti) does not list the blocks that are there;"
                                + " delete the index, it is not needed");
            }
        }
    }

    /** What was read. */
    public Recording recording() {
        return recording;
    }

    /** What is wrong: where, and what is lost. Empty when the recording is whole. */
    public List<String> problems() {
        return problems;
    }

    /** Whether one of them is only an end that was cut off, or is being written. */
    public boolean hasTornTail() {
        return hasTornTail;
    }

    /** The gaps that the recorder marked: events that never were in the recording. */
    public List<String> gaps() {
        return gaps;
    }

    /** Counts of a run that was read. */
    RunCounts counts(Run run) {
        return counts.get(run.number());
    }

    /** Sum of the digests of all events read, as they are, whatever their blocks say. */
    public long digest() {
        return digest;
    }

    private boolean goes() {
        return goesOn || problems.isEmpty();
    }

    private void read(Run run, BlockReader reader) {
        List<Instrument> instruments;
        try {
            instruments = DefinedInstruments.read(recording.definitions(run));
        } catch (RecordingException e) {
            problems.add(e.getMessage());
            return;
        }
        RunCounts runCounts = new RunCounts(instruments);
        counts.put(run.number(), runCounts);
        long expected = run.blocks().get(0).position();
        long timeNs = Long.MIN_VALUE;
        StreamSeqs seqs = new StreamSeqs(instruments.size(), expected == 0);
        for (BlockRef block : run.blocks()) {
            if (!goes()) {
                return;
            }
            segments.add(block.segment());
            if (block.position() != expected) {
                // More are missing segments or damage, which the recording told of.
                if (block.position() < expected) {
                    wrong(block, "comes again: messages from position " + block.position());
                }
                seqs.forget();
                expected = block.position();
            }
            if (block.lastTimeNs() < timeNs || block.firstTimeNs() > block.lastTimeNs()) {
                wrong(block, "goes back in recording time");
            }
            timeNs = Math.max(timeNs, block.lastTimeNs());
            expected += block.lost() + (block.type() == BlockType.EVENTS ? block.count() : 0);
            check(block, reader, seqs, runCounts);
        }
    }

    private void check(BlockRef block, BlockReader reader, StreamSeqs seqs, RunCounts runCounts) {
        UnsafeBuffer content;
        try {
            content = reader.read(block);
        } catch (RecordingException e) {
            problems.add(e.getMessage());
            if (block.type() == BlockType.EVENTS) {
                seqs.forget();
            }
            return;
        }
        switch (block.type()) {
            case EVENTS -> events(block, content, reader.length(), seqs, runCounts);
            case SNAPSHOT -> state(block, content, seqs);
            case GAP -> {
                seqs.forget();
                gaps.add(
                        recording.file(block.segment())
                                + ": gap at offset "
                                + block.offset()
                                + ": "
                                + block.lost()
                                + " messages were not recorded");
            }
            default -> {
                // Its checksum is all that can be said.
            }
        }
    }

    private void events(
            BlockRef block,
            UnsafeBuffer content,
            int length,
            StreamSeqs seqs,
            RunCounts runCounts) {
        long sum = 0;
        int at = 0;
        for (int i = 0; i < block.count() && at < length; i++) {
            sum += EventDigest.of(content, at);
            runCounts.add(content, at);
            if (EventHeader.isEvent(EventHeader.templateId(content, at))) {
                wrong(block, seqs.onEvent(content, at));
            }
            at += MessageLength.of(content, at);
        }
        digest += sum;
        wrong(
                block,
                at == length ? "" : "does not hold the " + block.count() + " messages it says");
        wrong(block, sum == block.digest() ? "" : "has not the digest it says");
    }

    private void state(BlockRef block, UnsafeBuffer content, StreamSeqs seqs) {
        int at = 0;
        for (int i = 0; i < block.count(); i++) {
            wrong(block, seqs.onState(content, at));
            at += MessageLength.of(content, at);
        }
    }

    private void wrong(BlockRef block, String what) {
        if (!what.isEmpty() && goes()) {
            problems.add(
                    recording.file(block.segment())
                            + ": the "
                            + block.type()
                            + " block at offset "
                            + block.offset()
                            + " "
                            + (what.startsWith("the ") || what.contains(" stream of ")
                                    ? "is inconsistent: " + what
                                    : what));
        }
    }
}
