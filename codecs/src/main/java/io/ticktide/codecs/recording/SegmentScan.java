package io.ticktide.codecs.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Finds the blocks of a segment by hopping from header to header, and goes on after a search when a
 * header is damaged.
 *
 * <p>Owner: one thread.
 */
final class SegmentScan {
    private static final int SEARCH_BYTES = 1 << 16;

    private final Path file;
    private final int segment;
    private final List<BlockRef> blocks = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final ByteBuffer header = BlockHeader.buffer();
    private final CRC32C crc = new CRC32C();
    private long endOffset;
    private long tailBytes;

    SegmentScan(Path file, int segment) {
        this.file = file;
        this.segment = segment;
        endOffset = SegmentHeader.LENGTH;
    }

    /** The blocks found so far, in order. */
    List<BlockRef> blocks() {
        return blocks;
    }

    /** Damage between blocks; a torn tail is not among them. */
    List<Problem> problems() {
        return problems;
    }

    /** Where the last whole block ends. */
    long endOffset() {
        return endOffset;
    }

    /** Bytes behind the last whole block that are no block (yet). */
    long tailBytes() {
        return tailBytes;
    }

    /**
     * Goes on from where it ended.
     *
     * @param checked whether the content of every block is checked against its checksum, too; then
     *     the first block that is not as it was written ends the scan.
     */
    void run(boolean checked) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            while (true) {
                BlockRef block = at(channel, endOffset, size);
                if (block != null && checked && !isIntact(channel, block)) {
                    block = null;
                }
                if (block == null && !checked) {
                    block = search(channel, endOffset + 1, size);
                    if (block != null) {
                        problems.add(Problem.unreadable(file, endOffset, block.offset()));
                    }
                }
                if (block == null) {
                    break;
                }
                blocks.add(block);
                endOffset = block.offset() + block.length();
            }
            tailBytes = size - endOffset;
        }
    }

    private BlockRef at(FileChannel channel, long offset, long size) throws IOException {
        header.clear();
        if (offset + BlockHeader.LENGTH > size || !Segments.readFully(channel, header, offset)) {
            return null;
        }
        BlockRef block = BlockHeader.decode(header.flip(), segment, offset, crc);
        return block == null || offset + block.length() > size ? null : block;
    }

    private boolean isIntact(FileChannel channel, BlockRef block) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(block.payloadLength());
        return Segments.readFully(channel, content, block.offset() + BlockHeader.LENGTH)
                && BlockHeader.isIntact(header, content.flip(), crc);
    }

    /** The next block that is intact, from an offset on; null when there is none. */
    private BlockRef search(FileChannel channel, long from, long size) throws IOException {
        ByteBuffer window = ByteBuffer.allocate(SEARCH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long at = from; at + BlockHeader.LENGTH <= size; ) {
            window.clear().limit((int) Math.min(SEARCH_BYTES, size - at));
            Segments.readFully(channel, window, at);
            int candidates = window.position() - (Integer.BYTES - 1);
            for (int i = 0; i < candidates; i++) {
                if (window.get(i) == 'T') {
                    BlockRef block = at(channel, at + i, size);
                    if (block != null && isIntact(channel, block)) {
                        return block;
                    }
                }
            }
            if (candidates <= 0) {
                return null;
            }
            at += candidates;
        }
        return null;
    }
}
