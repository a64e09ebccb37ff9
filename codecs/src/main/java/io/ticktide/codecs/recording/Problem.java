package io.ticktide.codecs.recording;

import java.nio.file.Path;

/**
 * Something that is not whole in a recording.
 *
 * @param isTornTail whether it is only the end of the last segment, as a crash or a writer at work
 *     leaves it.
 * @param text where it is and what is lost, for people.
 */
public record Problem(boolean isTornTail, String text) {
    static Problem unreadable(Path file, long from, long to) {
        return new Problem(
                false,
                file
                        + ": damaged from offset "
                        + from
                        + " to "
                        + to
                        + ": "
                        + (to - from)
                        + " bytes are lost, it goes on behind them");
    }

    static Problem tornTail(Path file, long from, long bytes) {
        return new Problem(
                true,
                file
                        + ": the last "
                        + bytes
                        + " bytes, from offset "
                        + from
                        + ", are no whole block: the writer was cut off there");
    }

    static Problem missing(Path directory, int first, int last, long messages) {
        return new Problem(
                false,
                directory
                        + ": segment "
                        + SegmentHeader.fileName(first)
                        + (first == last ? " is" : " to " + SegmentHeader.fileName(last) + " are")
                        + " missing"
                        + (messages > 0 ? ": " + messages + " messages are lost" : ""));
    }

    static Problem noNext(Path directory, int segment) {
        return new Problem(
                false,
                directory
                        + ": segment "
                        + SegmentHeader.fileName(segment)
                        + " is missing: the run goes on in it, or was cut off before it was begun");
    }

    static Problem damagedBlock(Path file, BlockRef block) {
        return new Problem(
                false,
                file
                        + ": the "
                        + block.type()
                        + " block at offset "
                        + block.offset()
                        + " is not as it was written (checksum): "
                        + block.count()
                        + " messages are lost");
    }
}
