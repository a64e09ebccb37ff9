package io.ticktide.cli.verify;

import io.ticktide.codecs.Bits;

/** The names of cause bits, for people. */
final class Causes {
    /** Lets events vanish instead of merging them. */
    static final int LOSING =
            Bits.CAUSE_AGE | Bits.CAUSE_CATCHUP | Bits.CAUSE_UPSTREAM | Bits.CAUSE_SERVER;

    private static final String[] NAMES = {
        "RATE", "SLOW", "CREDIT", "AGE", "CATCHUP", "UPSTREAM", "SERVER", "DEPTH"
    };

    private Causes() {}

    /** "RATE", or "RATE+SLOW" where both were at work; "no cause" of none. */
    static String name(int bits) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < NAMES.length; bit++) {
            if ((bits & (1 << bit)) != 0) {
                text.append(text.isEmpty() ? "" : "+").append(NAMES[bit]);
            }
        }
        return text.isEmpty() ? "no cause" : text.toString();
    }
}
