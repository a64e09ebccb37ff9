package io.ticktide.codecs.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Deletes what need not be kept of a recording, oldest first. Thread-safe: no state. */
final class Retention {
    private Retention() {}

    /**
     * Deletes segments before the present one that are beyond the bounds.
     *
     * @param timeNs recording time now.
     */
    static void apply(Path directory, WriterSettings settings, int present, long timeNs)
            throws IOException {
        if (settings.keepBytes() <= 0 && settings.keepNs() <= 0) {
            return;
        }
        List<Integer> segments = Segments.in(directory);
        long bytes = 0;
        for (int segment : segments) {
            bytes += Files.size(directory.resolve(SegmentHeader.fileName(segment)));
        }
        for (int segment : segments) {
            Path file = directory.resolve(SegmentHeader.fileName(segment));
            long size = Files.size(file);
            boolean tooMany = settings.keepBytes() > 0 && bytes > settings.keepBytes();
            boolean tooOld =
                    settings.keepNs() > 0
                            && endNs(directory, segment, size) < timeNs - settings.keepNs();
            if (segment >= present || (!tooMany && !tooOld)) {
                return;
            }
            Files.delete(file);
            Files.deleteIfExists(directory.resolve(SegmentHeader.indexName(segment)));
            bytes -= size;
        }
    }

    private static long endNs(Path directory, int segment, long size) throws IOException {
        List<BlockRef> blocks = SegmentIndex.read(directory, segment, size);
        return blocks == null || blocks.isEmpty()
                ? Long.MAX_VALUE
                : blocks.get(blocks.size() - 1).lastTimeNs();
    }
}
