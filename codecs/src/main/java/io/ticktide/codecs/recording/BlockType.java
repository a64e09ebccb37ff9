package io.ticktide.codecs.recording;

/** What a block holds. */
public enum BlockType {
    /** Instrument definitions; one block at the start of every segment. */
    DEFINITIONS(1),
    /** Where the recording came from, as UTF-8 JSON; one block at the start of every segment. */
    META(2),
    /** The state of every instrument as of the block's position. */
    SNAPSHOT(3),
    /** Messages of the ring. */
    EVENTS(4),
    /** Bars of one interval that closed since the last such block. */
    BARS(5),
    /** Events were not written here; a snapshot follows. */
    GAP(6),
    /** The segment was closed in good order. */
    END(7),
    /** What the rows of an imported file held beyond their events. */
    ROWS(8);

    private static final BlockType[] VALUES = values();

    private final byte code;

    BlockType(int code) {
        this.code = (byte) code;
    }

    /** As it stands in the file. */
    public byte code() {
        return code;
    }

    /** The type of a code, or null when there is none. */
    static BlockType of(byte code) {
        return code >= 1 && code <= VALUES.length ? VALUES[code - 1] : null;
    }
}
