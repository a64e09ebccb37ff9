package io.ticktide.codecs;

import io.ticktide.codecs.sbe.EvEncoder;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Reads and patches the 36 bytes that open every market-data message, without a flyweight: the
 * message header and the {@code ev} composite. Offsets are those of the message's first byte.
 *
 * <p>Thread-safe: no state.
 */
public final class EventHeader {
    /** Bytes of message header and {@code ev} composite together. */
    public static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + EvEncoder.ENCODED_LENGTH;

    private static final int FIRST_EVENT_TEMPLATE = 16;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int EV = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int TEMPLATE_ID = MessageHeaderEncoder.templateIdEncodingOffset();
    private static final int TS_EVENT = EV + EvEncoder.tsEventEncodingOffset();
    private static final int TS_INGRESS = EV + EvEncoder.tsIngressEncodingOffset();
    private static final int SEQ = EV + EvEncoder.seqEncodingOffset();
    private static final int CONFLATED = EV + EvEncoder.conflatedEncodingOffset();
    private static final int INSTRUMENT_ID = EV + EvEncoder.instrumentIdEncodingOffset();
    private static final int CAUSE = EV + EvEncoder.causeEncodingOffset();
    private static final int FLAGS = EV + EvEncoder.flagsEncodingOffset();

    private EventHeader() {}

    /** Which message it is. */
    public static int templateId(DirectBuffer buffer, int offset) {
        return buffer.getByte(offset + TEMPLATE_ID) & 0xFF;
    }

    /** Whether a message opens with the {@code ev} composite: all but session messages do. */
    public static boolean isEvent(int templateId) {
        return templateId >= FIRST_EVENT_TEMPLATE;
    }

    /** Time at the source, ns since the Unix epoch. */
    public static long tsEvent(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + TS_EVENT, ORDER);
    }

    /** Time of entry into the server, ns since the Unix epoch. */
    public static long tsIngress(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + TS_INGRESS, ORDER);
    }

    /** Number of the event in its stream. */
    public static long seq(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + SEQ, ORDER);
    }

    /** Events merged into or dropped before this message. */
    public static long conflated(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + CONFLATED, ORDER) & 0xFFFF_FFFFL;
    }

    /** Dense id of the instrument. */
    public static int instrumentId(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset + INSTRUMENT_ID, ORDER) & 0xFFFF;
    }

    /** Bits of the schema's {@code Cause}. */
    public static int cause(DirectBuffer buffer, int offset) {
        return buffer.getByte(offset + CAUSE) & 0xFF;
    }

    /** Bits of the schema's {@code Flags}. */
    public static int flags(DirectBuffer buffer, int offset) {
        return buffer.getByte(offset + FLAGS) & 0xFF;
    }

    /** Replaces the number of the event. */
    public static void seq(MutableDirectBuffer buffer, int offset, long seq) {
        buffer.putLong(offset + SEQ, seq, ORDER);
    }

    /** Replaces the time at the source. */
    public static void tsEvent(MutableDirectBuffer buffer, int offset, long timeNs) {
        buffer.putLong(offset + TS_EVENT, timeNs, ORDER);
    }

    /** Replaces the instrument. */
    public static void instrumentId(MutableDirectBuffer buffer, int offset, int instrumentId) {
        buffer.putShort(offset + INSTRUMENT_ID, (short) instrumentId, ORDER);
    }

    /** Notes when a recorded event entered this server; its accounting stays. */
    public static void entered(
            MutableDirectBuffer buffer, int offset, long tsIngress, int addedFlags) {
        buffer.putLong(offset + TS_INGRESS, tsIngress, ORDER);
        buffer.putByte(offset + FLAGS, (byte) (flags(buffer, offset) | addedFlags));
    }

    /** Writes the accounting of a fresh event: nothing conflated, no cause, these flags. */
    public static void fresh(MutableDirectBuffer buffer, int offset, int flags) {
        buffer.putInt(offset + CONFLATED, 0, ORDER);
        buffer.putByte(offset + CAUSE, (byte) 0);
        buffer.putByte(offset + FLAGS, (byte) flags);
    }

    /** Marks a fresh event that stands after a hole in its source. */
    public static void afterGap(MutableDirectBuffer buffer, int offset, long missed, int cause) {
        buffer.putInt(offset + CONFLATED, (int) missed, ORDER);
        buffer.putByte(offset + CAUSE, (byte) cause);
    }

    /** Replaces the cause of a message that is kept for later. */
    public static void cause(MutableDirectBuffer buffer, int offset, int cause) {
        buffer.putByte(offset + CAUSE, (byte) cause);
    }

    /** Adds bits to the cause of a message that is kept for later. */
    public static void addCause(MutableDirectBuffer buffer, int offset, int cause) {
        buffer.putByte(offset + CAUSE, (byte) (cause(buffer, offset) | cause));
    }

    /** Adds flags to a message that is kept for later. */
    public static void addFlags(MutableDirectBuffer buffer, int offset, int flags) {
        buffer.putByte(offset + FLAGS, (byte) (flags(buffer, offset) | flags));
    }

    /** Writes what differs from client to client into a copied message. */
    public static void account(
            MutableDirectBuffer buffer, int offset, long conflated, int cause, int addedFlags) {
        buffer.putInt(offset + CONFLATED, (int) conflated, ORDER);
        buffer.putByte(offset + CAUSE, (byte) cause);
        buffer.putByte(offset + FLAGS, (byte) (flags(buffer, offset) | addedFlags));
    }
}
