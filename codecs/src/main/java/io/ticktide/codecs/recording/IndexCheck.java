package io.ticktide.codecs.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares the index of a segment with the segment. Thread-safe: no state. */
public final class IndexCheck {
    /** What an index is worth. */
    public enum State {
        /** It lists the blocks that are there. */
        RIGHT,
        /** There is none; a segment that is being written, or was not closed, has none. */
        MISSING,
        /** It is damaged, or of another state of the segment; it can be deleted. */
        WRONG
    }

    private IndexCheck() {}

    /**
     * Hops through a segment and looks whether its index says the same.
     *
     * @throws RecordingException when the segment cannot be read.
     */
    public static State of(Path segmentFile) {
        try {
            Path directory = segmentFile.toAbsolutePath().getParent();
            int segment = Segments.header(segmentFile).segment();
            if (!Files.exists(directory.resolve(SegmentHeader.indexName(segment)))) {
                return State.MISSING;
            }
            SegmentScan scan = new SegmentScan(segmentFile, segment);
            scan.run(false);
            boolean same =
                    scan.blocks()
                            .equals(SegmentIndex.read(directory, segment, Files.size(segmentFile)));
            return same ? State.RIGHT : State.WRONG;
        } catch (IOException e) {
            throw new RecordingException("cannot read " + segmentFile + ": " + e.getMessage(), e);
        }
    }
}
