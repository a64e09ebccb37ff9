package io.ticktide.feed.sort;

import java.nio.ByteBuffer;

/** Entries that all are in memory. */
final class ArenaEntries implements SortedEntries {
    private final ByteBuffer arena;
    private final int[] offsets;
    private final int count;
    private int at = -1;

    ArenaEntries(ByteBuffer arena, int[] offsets, int count) {
        this.arena = arena;
        this.offsets = offsets;
        this.count = count;
    }

    @Override
    public boolean next() {
        at++;
        return at < count;
    }

    @Override
    public long key() {
        return arena.getLong(offsets[at]);
    }

    @Override
    public long order() {
        return arena.getLong(offsets[at] + Long.BYTES);
    }

    @Override
    public byte[] content() {
        byte[] content = new byte[arena.getInt(offsets[at] + 2 * Long.BYTES)];
        arena.get(offsets[at] + ExternalSort.ENTRY_BYTES, content);
        return content;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
