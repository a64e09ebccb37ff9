package io.ticktide.codecs.recording;

import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * The 64 bytes at the start of a segment's file, little endian.
 *
 * <pre>
 *    0 "TICKTREC"                               24 i64 segment number      56 u32 CRC-32C of 0..55
 *    8 u16 format, u8 schema, u8 its version    32 i64 position            60 u32 0
 *   12 u32 header length                        40 i64 origin, ns
 *   16 i64 epoch, ns                            48 i64 created, ns
 * </pre>
 *
 * @param epochNs of the run: the start of the server, or of the import, that wrote it.
 * @param segment its number, from 1.
 * @param startPosition messages of the run in the segments before.
 * @param originNs where live begins in the recording: what lies before is told at once.
 * @param createdNs when the file was begun, ns since the Unix epoch.
 */
record SegmentHeader(long epochNs, int segment, long startPosition, long originNs, long createdNs) {
    static final int LENGTH = 64;
    static final String SUFFIX = ".tts";
    static final String INDEX_SUFFIX = ".tti";

    private static final byte[] MAGIC = "TICKTREC".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT_VERSION = 1;
    private static final int CRC_AT = 56;

    /** Name of the file of a segment. */
    static String fileName(int segment) {
        return String.format(Locale.ROOT, "%08d%s", segment, SUFFIX);
    }

    /** Name of the file of a segment's index. */
    static String indexName(int segment) {
        return String.format(Locale.ROOT, "%08d%s", segment, INDEX_SUFFIX);
    }

    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).putShort((short) FORMAT_VERSION);
        bytes.put((byte) MessageHeaderDecoder.SCHEMA_ID);
        bytes.put((byte) MessageHeaderDecoder.SCHEMA_VERSION);
        bytes.putInt(LENGTH).putLong(epochNs).putLong(segment).putLong(startPosition);
        bytes.putLong(originNs).putLong(createdNs).putInt(checksum(bytes)).putInt(0);
        return bytes.flip();
    }

    /** Whether bytes begin as a segment does. */
    static boolean isSegment(ByteBuffer bytes) {
        if (bytes.remaining() < MAGIC.length) {
            return false;
        }
        byte[] start = new byte[MAGIC.length];
        bytes.duplicate().get(start);
        return Arrays.equals(start, MAGIC);
    }

    /**
     * Reads the header of a file.
     *
     * @param bytes its first {@link #LENGTH} bytes, or all of a shorter file.
     * @throws RecordingException when it is no segment, of a newer format, or damaged.
     */
    static SegmentHeader decode(ByteBuffer bytes, Path file) {
        if (!isSegment(bytes)) {
            throw new RecordingException(
                    file
                            + " is no segment of a recording: it does not begin with TICKTREC;"
                            + " use ticktide import to make a recording of another format");
        }
        if (bytes.remaining() < LENGTH) {
            throw new RecordingException(
                    file + " ends within its header, after " + bytes.remaining() + " bytes");
        }
        ByteBuffer in = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int format = in.getShort(8) & 0xFFFF;
        int schema = in.get(10) & 0xFF;
        int schemaVersion = in.get(11) & 0xFF;
        if (format > FORMAT_VERSION
                || schema != MessageHeaderDecoder.SCHEMA_ID
                || schemaVersion > MessageHeaderDecoder.SCHEMA_VERSION) {
            throw new RecordingException(
                    file
                            + " has format "
                            + format
                            + ", schema "
                            + schema
                            + " version "
                            + schemaVersion
                            + "; this program reads format "
                            + FORMAT_VERSION
                            + ", schema "
                            + MessageHeaderDecoder.SCHEMA_ID
                            + " up to version "
                            + MessageHeaderDecoder.SCHEMA_VERSION
                            + ": use a newer ticktide");
        }
        if (in.getInt(CRC_AT) != checksum(in)) {
            throw new RecordingException(
                    file + ": the header is damaged (checksum), so nothing in it can be trusted");
        }
        return new SegmentHeader(
                in.getLong(16),
                (int) in.getLong(24),
                in.getLong(32),
                in.getLong(40),
                in.getLong(48));
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(0).limit(CRC_AT));
        return (int) crc.getValue();
    }
}
