package io.ticktide.codecs.recording;

import io.ticktide.codecs.EventHeader;
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
    // Primes and rounds of xxHash64 (Y. Collet, "xxHash fast digest algorithm", section "XXH64").
    private static final long PRIME_1 = 0x9E37_79B1_85EB_CA87L;
    private static final long PRIME_2 = 0xC2B2_AE3D_27D4_EB4FL;
    private static final long PRIME_3 = 0x1656_67B1_9E37_79F9L;
    private static final long PRIME_4 = 0x85EB_CA77_C2B2_AE63L;

    private EventDigest() {}

    /** Digest of the message that starts at an offset; 0 for one that is no source event. */
    public static long of(DirectBuffer message, int offset) {
        int templateId = EventHeader.templateId(message, offset);
        if (!EventHeader.isEvent(templateId)) {
            return 0;
        }
        long state = PRIME_3;
        state = round(state, (long) EventHeader.instrumentId(message, offset) << 8 | templateId);
        state = round(state, EventHeader.tsEvent(message, offset));
        state = round(state, EventHeader.seq(message, offset));
        int end = offset + MessageLength.of(message, offset);
        int at = offset + EventHeader.LENGTH;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            state = round(state, message.getLong(at, ByteOrder.LITTLE_ENDIAN));
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = rest << 8 | (message.getByte(at) & 0xFF);
        }
        state = round(state, rest);
        state = (state ^ (state >>> 33)) * PRIME_2;
        state = (state ^ (state >>> 29)) * PRIME_3;
        return state ^ (state >>> 32);
    }

    private static long round(long state, long field) {
        return Long.rotateLeft(state ^ (Long.rotateLeft(field * PRIME_2, 31) * PRIME_1), 27)
                        * PRIME_1
                + PRIME_4;
    }
}
