package io.ticktide.perf.floor;

import java.util.Locale;

/** How the floor writes. */
public enum FloorMode {
    /** All ticks that are due, in one write per client. */
    BATCHED,
    /** One write per client and tick. */
    PER_TICK;

    /** As it is written on a command line: {@code per-tick}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The mode of a label.
     *
     * @throws IllegalArgumentException naming the labels there are.
     */
    public static FloorMode of(String label) {
        for (FloorMode mode : values()) {
            if (mode.label().equals(label)) {
                return mode;
            }
        }
        throw new IllegalArgumentException('"' + label + "\" is neither batched nor per-tick");
    }
}
