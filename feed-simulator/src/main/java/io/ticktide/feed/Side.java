package io.ticktide.feed;

/** Side of a level, or of the aggressor of a trade, as the byte that travels on the wire. */
public final class Side {
    /** Not known. */
    public static final byte NONE = 0;

    /** A bid level, or a buyer who took the offer. */
    public static final byte BUY = 1;

    /** An ask level, or a seller who hit the bid. */
    public static final byte SELL = 2;

    private Side() {}
}
