package io.ticktide.codecs.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Appends blocks to one segment. A block that could not be written whole is cut off again, so that
 * the next attempt follows on the last good one.
 *
 * <p>Owner: one thread.
 */
final class SegmentWriter implements AutoCloseable {
    private final FileChannel channel;
    private final int segment;
    private final List<BlockRef> blocks = new ArrayList<>();
    private final ByteBuffer header = BlockHeader.buffer();
    private final ByteBuffer[] parts = new ByteBuffer[2];
    private final CRC32C crc = new CRC32C();
    private long size;
    private boolean torn;

    SegmentWriter(Path file, SegmentHeader start) throws IOException {
        segment = start.segment();
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            ByteBuffer bytes = start.encode();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        size = SegmentHeader.LENGTH;
    }

    int segment() {
        return segment;
    }

    /** Bytes of the file up to the end of the last whole block. */
    long size() {
        return size;
    }

    List<BlockRef> blocks() {
        return blocks;
    }

    /**
     * Appends a block.
     *
     * @param content between position and limit; both stay.
     */
    void append(
            BlockType type,
            int detail,
            ByteBuffer content,
            int count,
            long firstTimeNs,
            long lastTimeNs,
            long position,
            long digest,
            long lost)
            throws IOException {
        if (torn) {
            cutBack();
        }
        int length = BlockHeader.LENGTH + content.remaining();
        BlockRef block =
                new BlockRef(
                        segment,
                        size,
                        length,
                        type,
                        detail,
                        firstTimeNs,
                        lastTimeNs,
                        position,
                        count,
                        digest,
                        lost);
        BlockHeader.encode(header, block, content, crc);
        parts[0] = header;
        parts[1] = content.duplicate();
        try {
            for (long left = length; left > 0; ) {
                left -= channel.write(parts);
            }
        } catch (IOException e) {
            torn = true;
            throw e;
        }
        size += length;
        blocks.add(block);
    }

    /** Makes what was written outlast a loss of power. */
    void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (torn) {
                cutBack();
            }
        }
    }

    private void cutBack() throws IOException {
        channel.truncate(size).position(size);
        torn = false;
    }
}
