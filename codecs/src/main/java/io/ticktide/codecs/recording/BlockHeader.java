package io.ticktide.codecs.recording;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The 64 bytes before the content of a block, little endian.
 *
 * <pre>
 *    0 u32 magic "TTBK"      16 i64 first time, ns     48 i64 digest
 *    4 u32 block length      24 i64 last time, ns      56 i64 events lost
 *    8 u32 CRC-32C of 12..   32 i64 position
 *   12 u8 type, u8 0, u16 detail                       40 u32 messages
 *                                                      44 u32 CRC-32C of the header alone
 * </pre>
 *
 * <p>Thread-safe: no state.
 */
final class BlockHeader {
    static final int LENGTH = 64;

    /** No block is longer: what claims to be is damaged. */
    static final int MOST_BLOCK_BYTES = 1 << 28;

    private static final int MAGIC = 'T' | 'T' << 8 | 'B' << 16 | 'K' << 24;
    private static final int CHECKSUM_AT = 8;
    private static final int CHECKED_FROM = 12;
    private static final int OWN_CHECKSUM_AT = 44;

    private BlockHeader() {}

    /** A buffer for one header. */
    static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Puts a header into the buffer; the content lies between position and limit of another. */
    static void encode(ByteBuffer header, BlockRef block, ByteBuffer content, CRC32C crc) {
        header.clear();
        header.putInt(MAGIC).putInt(block.length()).putInt(0);
        header.put(block.type().code()).put((byte) 0).putShort((short) block.detail());
        header.putLong(block.firstTimeNs()).putLong(block.lastTimeNs());
        header.putLong(block.position()).putInt(block.count()).putInt(0);
        header.putLong(block.digest()).putLong(block.lost());
        header.flip();
        header.putInt(OWN_CHECKSUM_AT, ownChecksum(header, crc));
        header.putInt(CHECKSUM_AT, checksum(header, content, crc));
    }

    /** What a header says, or null when it is none, or damaged. */
    static BlockRef decode(ByteBuffer header, int segment, long offset, CRC32C crc) {
        int length = header.getInt(4);
        BlockType type = BlockType.of(header.get(12));
        boolean plausible =
                header.getInt(0) == MAGIC
                        && length >= LENGTH
                        && length <= MOST_BLOCK_BYTES
                        && type != null
                        && header.getInt(OWN_CHECKSUM_AT) == ownChecksum(header, crc);
        return !plausible
                ? null
                : new BlockRef(
                        segment,
                        offset,
                        length,
                        type,
                        header.getShort(14) & 0xFFFF,
                        header.getLong(16),
                        header.getLong(24),
                        header.getLong(32),
                        header.getInt(40),
                        header.getLong(48),
                        header.getLong(56));
    }

    /** Whether header and content are as they were written. */
    static boolean isIntact(ByteBuffer header, ByteBuffer content, CRC32C crc) {
        return header.getInt(CHECKSUM_AT) == checksum(header, content, crc);
    }

    /** Of the header without its two checksums: lets readers hop without reading the content. */
    private static int ownChecksum(ByteBuffer header, CRC32C crc) {
        crc.reset();
        crc.update(header.duplicate().position(0).limit(CHECKSUM_AT));
        crc.update(header.duplicate().position(CHECKED_FROM).limit(OWN_CHECKSUM_AT));
        crc.update(header.duplicate().position(OWN_CHECKSUM_AT + Integer.BYTES).limit(LENGTH));
        return (int) crc.getValue();
    }

    private static int checksum(ByteBuffer header, ByteBuffer content, CRC32C crc) {
        crc.reset();
        crc.update(header.duplicate().position(CHECKED_FROM).limit(LENGTH));
        crc.update(content.duplicate());
        return (int) crc.getValue();
    }
}
