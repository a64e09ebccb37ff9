package io.ticktide.codecs.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The file beside a closed segment that lists its blocks: their headers, each with its offset, so
 * that nobody needs to hop through the segment. Whoever finds none, or a wrong one, hops.
 *
 * <p>Thread-safe: no state.
 */
final class SegmentIndex {
    private static final long MAGIC = 0x5844_4954_4B54_4954L;
    private static final int HEADER_LENGTH = 32;
    private static final int ENTRY_LENGTH = 72;

    private SegmentIndex() {}

    /**
     * Writes the index; another one is replaced.
     *
     * @param size bytes of the segment's file.
     */
    static void write(Path directory, int segment, long size, List<BlockRef> blocks)
            throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(HEADER_LENGTH + ENTRY_LENGTH * blocks.size())
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(MAGIC).putLong(segment).putLong(size).putInt(blocks.size()).putInt(0);
        for (BlockRef block : blocks) {
            bytes.putLong(block.offset()).putInt(block.length());
            bytes.put(block.type().code()).put((byte) 0).putShort((short) block.detail());
            bytes.putLong(block.firstTimeNs()).putLong(block.lastTimeNs());
            bytes.putLong(block.position()).putInt(block.count()).putInt(0);
            bytes.putLong(block.digest()).putLong(block.lost()).putLong(0);
        }
        bytes.flip();
        bytes.putInt(28, checksum(bytes));
        Path target = directory.resolve(SegmentHeader.indexName(segment));
        Path fresh = directory.resolve(SegmentHeader.indexName(segment) + ".new");
        Files.write(fresh, bytes.array());
        Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The blocks of a segment of a size, or null when no index of that very segment is there. */
    static List<BlockRef> read(Path directory, int segment, long size) throws IOException {
        Path file = directory.resolve(SegmentHeader.indexName(segment));
        if (!Files.isRegularFile(file)) {
            return null;
        }
        ByteBuffer bytes;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < HEADER_LENGTH || channel.size() > Integer.MAX_VALUE - 8) {
                return null;
            }
            bytes = ByteBuffer.allocate((int) channel.size()).order(ByteOrder.LITTLE_ENDIAN);
            Segments.readFully(channel, bytes, 0);
        }
        bytes.flip();
        int count = bytes.getInt(24);
        boolean fits =
                bytes.getLong(0) == MAGIC
                        && bytes.getLong(8) == segment
                        && bytes.getLong(16) == size
                        && count >= 0
                        && bytes.limit() == HEADER_LENGTH + (long) ENTRY_LENGTH * count
                        && bytes.getInt(28) == checksum(bytes);
        return fits ? entries(bytes, segment, count) : null;
    }

    private static List<BlockRef> entries(ByteBuffer bytes, int segment, int count) {
        List<BlockRef> blocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = HEADER_LENGTH + ENTRY_LENGTH * i;
            blocks.add(
                    new BlockRef(
                            segment,
                            bytes.getLong(at),
                            bytes.getInt(at + 8),
                            BlockType.of(bytes.get(at + 12)),
                            bytes.getShort(at + 14) & 0xFFFF,
                            bytes.getLong(at + 16),
                            bytes.getLong(at + 24),
                            bytes.getLong(at + 32),
                            bytes.getInt(at + 40),
                            bytes.getLong(at + 48),
                            bytes.getLong(at + 56)));
        }
        return blocks;
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(0).limit(28));
        crc.update(bytes.duplicate().position(HEADER_LENGTH));
        return (int) crc.getValue();
    }
}
