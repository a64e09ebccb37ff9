package io.ticktide.feed;

/** Whether an instrument trades, as the byte that travels on the wire. */
public final class TradingState {
    /** Not known. */
    public static final byte UNKNOWN = 0;

    /** Trading goes on. */
    public static final byte OPEN = 1;

    /** No trades until further notice. */
    public static final byte HALT = 2;

    /** The session is over. */
    public static final byte CLOSED = 3;

    /** The feed is silent or gone: prices are the last ones known, the state of trading is not. */
    public static final byte STALE = 4;

    private TradingState() {}
}
