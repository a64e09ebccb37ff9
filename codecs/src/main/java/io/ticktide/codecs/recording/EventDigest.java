package io.ticktide.codecs.recording;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.FieldDigest;
import io.ticktide.codecs.MessageLength;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Digest of a source event: of everything that is the source's (template, instrument, time, seq and
 * what the message tells), not of what a server adds on the way (time of entry, accounting, flags).
 * The digest of many events is the sum of theirs, so the order between streams does not matter, and
 * the digest of a stretch is the difference of two sums. Not for use against an adversary.
 *
 * <p>Thread-safe: no state.
 */
public final class EventDigest {
    private EventDigest() {}

    /** Digest of the message that starts at an offset; 0 for one that is no source event. */
    public static long of(DirectBuffer message, int offset) {
        int templateId = EventHeader.templateId(message, offset);
        if (!EventHeader.isEvent(templateId)) {
            return 0;
        }
        long state = FieldDigest.SEED;
        state =
                FieldDigest.add(
                        state, (long) EventHeader.instrumentId(message, offset) << 8 | templateId);
        state = FieldDigest.add(state, EventHeader.tsEvent(message, offset));
        state = FieldDigest.add(state, EventHeader.seq(message, offset));
        int end = offset + MessageLength.of(message, offset);
        int at = offset + EventHeader.LENGTH;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            state = FieldDigest.add(state, message.getLong(at, ByteOrder.LITTLE_ENDIAN));
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = rest << 8 | (message.getByte(at) & 0xFF);
        }
        return FieldDigest.finish(FieldDigest.add(state, rest));
    }
}
