package io.ticktide.codecs.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** Mends what a writer that was cut off left behind. Thread-safe: no state. */
final class Recovery {
    private Recovery() {}

    /**
     * Cuts the last segment back to its last intact block and writes the index it lacks. Only by
     * whoever holds the lock.
     *
     * @return what was cut off, for people; empty when nothing was.
     */
    static Optional<String> repair(Path directory) throws IOException {
        List<Integer> segments = Segments.in(directory);
        if (segments.isEmpty()) {
            return Optional.empty();
        }
        int last = segments.get(segments.size() - 1);
        Path file = directory.resolve(SegmentHeader.fileName(last));
        long size = Files.size(file);
        if (SegmentIndex.read(directory, last, size) != null) {
            return Optional.empty(); // Closed in good order.
        }
        if (size < SegmentHeader.LENGTH) {
            Files.delete(file);
            return Optional.of(
                    file + ": the writer was cut off within the header; the file was removed");
        }
        Segments.header(file);
        SegmentScan scan = new SegmentScan(file, last);
        scan.run(true);
        long kept = scan.endOffset();
        if (kept < size) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(kept);
                channel.force(true);
            }
        }
        SegmentIndex.write(directory, last, kept, scan.blocks());
        return kept == size
                ? Optional.empty()
                : Optional.of(Problem.tornTail(file, kept, size - kept).text() + "; cut back");
    }
}
