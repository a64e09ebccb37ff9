package io.ticktide.codecs;

/**
 * The schema's {@code Cause}, {@code Flags} and {@code BarQuality} sets as the bit masks in which
 * the price path carries them. A test holds them equal to the generated choices.
 */
public final class Bits {
    public static final int CAUSE_RATE = 1;
    public static final int CAUSE_SLOW = 1 << 1;
    public static final int CAUSE_CREDIT = 1 << 2;
    public static final int CAUSE_AGE = 1 << 3;
    public static final int CAUSE_CATCHUP = 1 << 4;
    public static final int CAUSE_UPSTREAM = 1 << 5;
    public static final int CAUSE_SERVER = 1 << 6;
    public static final int CAUSE_DEPTH = 1 << 7;

    public static final int FLAG_SNAPSHOT = 1;
    public static final int FLAG_LAST_IN_EVENT = 1 << 1;
    public static final int FLAG_REPLAY = 1 << 2;
    public static final int FLAG_RESET = 1 << 3;
    public static final int FLAG_RETRANSMIT = 1 << 4;

    public static final int QUALITY_UPSTREAM_GAP = 1;
    public static final int QUALITY_PARTIAL_START = 1 << 1;
    public static final int QUALITY_LATE_TRADES = 1 << 2;

    private Bits() {}
}
