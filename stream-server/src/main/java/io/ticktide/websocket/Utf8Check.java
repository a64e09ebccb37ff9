package io.ticktide.websocket;

/**
 * Says at the first byte that cannot be part of UTF-8 that it is none, in however many pieces a
 * text comes: no overlong forms, no surrogates, nothing above U+10FFFF.
 *
 * <p>Owner: that of its {@link FrameReader}.
 */
final class Utf8Check {
    private static final int CONTINUATION_LEAST = 0x80;
    private static final int CONTINUATION_MOST = 0xBF;

    /** Continuation bytes still to come. */
    private int missing;

    /** Bounds of the next continuation byte. */
    private int least = CONTINUATION_LEAST;

    private int most = CONTINUATION_MOST;

    /** Takes one byte; false when the text is no UTF-8. */
    boolean take(int octet) {
        if (missing > 0) {
            boolean valid = octet >= least && octet <= most;
            missing--;
            least = CONTINUATION_LEAST;
            most = CONTINUATION_MOST;
            return valid;
        }
        if (octet < 0x80) {
            return true;
        }
        return lead(octet);
    }

    /** Whether the text may end here. */
    boolean isComplete() {
        return missing == 0;
    }

    void reset() {
        missing = 0;
        least = CONTINUATION_LEAST;
        most = CONTINUATION_MOST;
    }

    private boolean lead(int octet) {
        if (octet >= 0xC2 && octet <= 0xDF) {
            missing = 1;
        } else if (octet >= 0xE0 && octet <= 0xEF) {
            missing = 2;
            least = octet == 0xE0 ? 0xA0 : CONTINUATION_LEAST;
            most = octet == 0xED ? 0x9F : CONTINUATION_MOST;
        } else if (octet >= 0xF0 && octet <= 0xF4) {
            missing = 3;
            least = octet == 0xF0 ? 0x90 : CONTINUATION_LEAST;
            most = octet == 0xF4 ? 0x8F : CONTINUATION_MOST;
        } else {
            return false;
        }
        return true;
    }
}
