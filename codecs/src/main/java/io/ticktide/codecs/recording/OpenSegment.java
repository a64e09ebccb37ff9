package io.ticktide.codecs.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A segment as a reader knows it, which may still grow.
 *
 * <p>Owner: its {@link Recording}.
 */
final class OpenSegment {
    private final Path file;
    private final SegmentHeader header;
    private final SegmentScan scan;
    private List<BlockRef> blocks;

    OpenSegment(Path file) throws IOException {
        this.file = file;
        header = Segments.header(file);
        scan = new SegmentScan(file, header.segment());
        Path directory = file.toAbsolutePath().getParent();
        blocks = SegmentIndex.read(directory, header.segment(), Files.size(file));
        if (blocks == null) {
            blocks = scan.blocks();
            scan.run(false);
        }
    }

    Path file() {
        return file;
    }

    SegmentHeader header() {
        return header;
    }

    List<BlockRef> blocks() {
        return blocks;
    }

    List<Problem> problems() {
        return scan.problems();
    }

    boolean isClosed() {
        return !blocks.isEmpty() && blocks.get(blocks.size() - 1).type() == BlockType.END;
    }

    /** Whether the run was ended here, in good order. */
    boolean endsRun() {
        return isClosed() && blocks.get(blocks.size() - 1).detail() != BlockRef.GOES_ON;
    }

    /** What lies behind the last block of a segment that was not closed; null when nothing does. */
    Problem tornTail() {
        return isClosed() || scan.tailBytes() == 0
                ? null
                : Problem.tornTail(file, scan.endOffset(), scan.tailBytes());
    }

    /** Position behind its last message. */
    long endPosition() {
        if (blocks.isEmpty()) {
            return header.startPosition();
        }
        BlockRef last = blocks.get(blocks.size() - 1);
        boolean events = last.type() == BlockType.EVENTS;
        return last.position() + last.lost() + (events ? last.count() : 0);
    }

    /** Whether blocks were appended since the last look. */
    boolean refresh() throws IOException {
        if (isClosed()) {
            return false;
        }
        int before = blocks.size();
        scan.run(false);
        return blocks.size() > before;
    }
}
