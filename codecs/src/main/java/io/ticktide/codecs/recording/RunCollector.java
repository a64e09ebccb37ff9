package io.ticktide.codecs.recording;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes runs of segments, and notes what is missing between them. Owner: one thread. */
final class RunCollector {
    private final Path path;
    private final boolean isWhole;
    private final List<Run> runs = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<BlockRef> blocks = new ArrayList<>();
    private OpenSegment last;
    private SegmentHeader first;

    /**
     * @param isWhole whether all segments are given, not one alone.
     */
    RunCollector(Path path, boolean isWhole) {
        this.path = path;
        this.isWhole = isWhole;
    }

    void add(OpenSegment segment) {
        problems.addAll(segment.problems());
        if (last != null) {
            follow(segment);
        }
        if (first == null) {
            first = segment.header();
        }
        blocks.addAll(segment.blocks());
        last = segment;
    }

    List<Run> runs() {
        if (last != null) {
            finishRun();
            Problem tail = last.tornTail();
            if (tail != null) {
                problems.add(tail);
            } else if (isWhole && last.isClosed() && !last.endsRun()) {
                problems.add(Problem.noNext(path, last.header().segment() + 1));
            }
            last = null;
        }
        return List.copyOf(runs);
    }

    /** Only after {@link #runs}. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    private void follow(OpenSegment segment) {
        SegmentHeader header = segment.header();
        int expected = last.header().segment() + 1;
        boolean sameRun = header.epochNs() == last.header().epochNs();
        long missing = sameRun ? header.startPosition() - last.endPosition() : 0;
        if (header.segment() > expected) {
            problems.add(
                    Problem.missing(path, expected, header.segment() - 1, Math.max(0, missing)));
        } else if (last.tornTail() != null) {
            problems.add(
                    new Problem(
                            false,
                            last.tornTail().text()
                                    + (missing > 0 ? "; " + missing + " messages are lost" : "")));
        }
        if (!sameRun) {
            finishRun();
            first = null;
        }
    }

    private void finishRun() {
        long messages = 0;
        long digest = 0;
        long lost = 0;
        long firstTimeNs = Long.MAX_VALUE;
        long lastTimeNs = Long.MIN_VALUE;
        long end = first.startPosition();
        for (BlockRef block : blocks) {
            if (block.position() > end) {
                lost += block.position() - end;
                end = block.position();
            }
            lost += block.lost();
            end += block.lost();
            lastTimeNs = Math.max(lastTimeNs, block.lastTimeNs());
            if (block.type() == BlockType.EVENTS) {
                messages += block.count();
                digest += block.digest();
                end += block.count();
                if (firstTimeNs == Long.MAX_VALUE && block.lastTimeNs() >= first.originNs()) {
                    firstTimeNs = Math.max(first.originNs(), block.firstTimeNs());
                }
            }
        }
        runs.add(
                new Run(
                        runs.size() + 1,
                        first.epochNs(),
                        first.originNs(),
                        firstTimeNs == Long.MAX_VALUE ? lastTimeNs : firstTimeNs,
                        lastTimeNs,
                        messages,
                        digest,
                        lost,
                        last.endsRun(),
                        List.copyOf(blocks)));
        blocks.clear();
    }
}
