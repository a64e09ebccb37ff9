package io.ticktide.codecs.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads the content of blocks, each checked against its checksum, one at a time.
 *
 * <p>Owner: one thread. Holds one file open and a buffer as large as the largest block so far.
 */
public final class BlockReader implements AutoCloseable {
    private static final int FIRST_BYTES = 1 << 18;

    private final Recording recording;
    private final ByteBuffer header = BlockHeader.buffer();
    private final CRC32C crc = new CRC32C();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private ByteBuffer bytes = ByteBuffer.allocateDirect(FIRST_BYTES);
    private FileChannel channel;
    private int segment;
    private int length;

    BlockReader(Recording recording) {
        this.recording = recording;
    }

    /**
     * Reads a block.
     *
     * @return its content from offset 0 on, {@link #length} bytes; valid until the next call.
     * @throws RecordingException when it is not as it was written, or cannot be read.
     */
    public UnsafeBuffer read(BlockRef block) {
        try {
            open(block.segment());
            length = block.payloadLength();
            if (bytes.capacity() < length) {
                bytes = ByteBuffer.allocateDirect(Math.max(length, 2 * bytes.capacity()));
            }
            header.clear();
            bytes.clear().limit(length);
            boolean whole =
                    Segments.readFully(channel, header, block.offset())
                            && Segments.readFully(
                                    channel, bytes, block.offset() + BlockHeader.LENGTH);
            if (!whole || !BlockHeader.isIntact(header.flip(), bytes.flip(), crc)) {
                throw new RecordingException(
                        Problem.damagedBlock(recording.file(block.segment()), block).text());
            }
            view.wrap(bytes, 0, length);
            return view;
        } catch (IOException e) {
            throw new RecordingException(
                    "cannot read " + recording.file(block.segment()) + ": " + e.getMessage(), e);
        }
    }

    /** Bytes of the block that was read last. */
    public int length() {
        return length;
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new RecordingException("cannot close a segment: " + e.getMessage(), e);
        }
    }

    private void open(int number) throws IOException {
        if (channel != null && segment == number) {
            return;
        }
        if (channel != null) {
            channel.close();
        }
        channel = FileChannel.open(recording.file(number), StandardOpenOption.READ);
        segment = number;
    }
}
