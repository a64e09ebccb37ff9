package io.ticktide.codecs.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The files of a recording. Thread-safe: no state. */
final class Segments {
    private Segments() {}

    /** Numbers of the segments in a directory, ascending; none when there is no such directory. */
    static List<Integer> in(Path directory) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return numbers;
        }
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(directory, "*" + SegmentHeader.SUFFIX)) {
            for (Path file : files) {
                numberOf(file, numbers);
            }
        }
        numbers.sort(null);
        return numbers;
    }

    private static void numberOf(Path file, List<Integer> numbers) {
        String name = file.getFileName().toString();
        String digits = name.substring(0, name.length() - SegmentHeader.SUFFIX.length());
        if (digits.length() == 8 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            numbers.add(Integer.valueOf(digits));
        }
    }

    /** The header of a segment's file. */
    static SegmentHeader header(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.LENGTH);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            readFully(channel, bytes, 0);
        }
        return SegmentHeader.decode(bytes.flip(), file);
    }

    /**
     * Fills a buffer from a place in a file.
     *
     * @return whether the file had enough.
     */
    static boolean readFully(FileChannel channel, ByteBuffer into, long offset) throws IOException {
        long at = offset;
        while (into.hasRemaining()) {
            int read = channel.read(into, at);
            if (read < 0) {
                return false;
            }
            at += read;
        }
        return true;
    }
}
