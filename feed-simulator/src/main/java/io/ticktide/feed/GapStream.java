package io.ticktide.feed;

/** Which stream of an instrument has a hole; the codes are those of the schema's channels. */
public final class GapStream {
    public static final byte QUOTE = 1;
    public static final byte TRADE = 2;
    public static final byte BOOK = 3;

    private GapStream() {}
}
