package io.ticktide.feed.sort;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sorts entries by a number, those of the same number in the order in which they came. What exceeds
 * the memory allowed lies in files, each a sorted run, which are merged; more than {@link #FAN_IN}
 * of them are merged into longer ones first, so neither memory nor open files grow with the input.
 *
 * <pre>
 *   add … add ──► memory full ──► sorted run on disk … ──► sorted() ──► merged entries, once
 * </pre>
 *
 * <p>Owner: one thread.
 */
public final class ExternalSort implements AutoCloseable {
    /** Runs that are merged at once. */
    static final int FAN_IN = 64;

    /** Of an entry in memory: key, order, length. */
    static final int ENTRY_BYTES = 2 * Long.BYTES + Integer.BYTES;

    private static final int FIRST_BYTES = 1 << 14;

    private final Path directory;
    private final int memoryBytes;
    private final List<Path> runs = new ArrayList<>();
    private ByteBuffer arena;
    private int[] offsets = new int[1 << 8];
    private int count;
    private int runsWritten;

    /**
     * @param directory where runs are written; it must exist.
     * @param memoryBytes entries in memory take at most this, and as much again for their order.
     */
    public ExternalSort(Path directory, int memoryBytes) {
        this.directory = directory;
        this.memoryBytes = memoryBytes;
        arena = ByteBuffer.allocate(Math.min(FIRST_BYTES, memoryBytes));
    }

    /**
     * Takes an entry.
     *
     * @param order told back with the entry; the number of its line, say.
     * @throws IOException when a run cannot be written.
     */
    public void add(long key, long order, byte[] content) throws IOException {
        int needed = ENTRY_BYTES + content.length;
        if (arena.remaining() < needed && !grow(needed)) {
            spill();
            if (arena.remaining() < needed) {
                arena = ByteBuffer.allocate(needed);
            }
        }
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, count * 2);
        }
        offsets[count++] = arena.position();
        arena.putLong(key).putLong(order).putInt(content.length).put(content);
    }

    /** Runs that were written to disk so far, those of merges included. */
    public int runsWritten() {
        return runsWritten;
    }

    /**
     * All entries in order; no more can be added.
     *
     * @throws IOException when runs cannot be written or read.
     */
    public SortedEntries sorted() throws IOException {
        sortInMemory();
        if (runs.isEmpty()) {
            return new ArenaEntries(arena, offsets, count);
        }
        spill();
        arena = ByteBuffer.allocate(0);
        offsets = new int[0];
        while (runs.size() > FAN_IN) {
            List<Path> first = List.copyOf(runs.subList(0, FAN_IN));
            Path merged;
            try (MergedEntries entries = new MergedEntries(first)) {
                merged = write(entries);
            }
            // In the place of what it is made of: runs stay in the order of their entries.
            runs.subList(0, FAN_IN).clear();
            runs.add(0, merged);
            for (Path run : first) {
                Files.delete(run);
            }
        }
        return new MergedEntries(runs);
    }

    /** Deletes the files. */
    @Override
    public void close() throws IOException {
        for (Path run : runs) {
            Files.deleteIfExists(run);
        }
        runs.clear();
    }

    private boolean grow(int needed) {
        int used = arena.position();
        if (used + needed > memoryBytes) {
            return false;
        }
        int size = Math.min(memoryBytes, Math.max(arena.capacity() * 2, used + needed));
        arena = ByteBuffer.wrap(Arrays.copyOf(arena.array(), size)).position(used);
        return true;
    }

    private void spill() throws IOException {
        if (count == 0) {
            return;
        }
        sortInMemory();
        runs.add(write(new ArenaEntries(arena, offsets, count)));
        arena.clear();
        count = 0;
    }

    private Path write(SortedEntries entries) throws IOException {
        Path run = Files.createTempFile(directory, "sort-", ".tmp");
        runsWritten++;
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run)))) {
            while (entries.next()) {
                out.writeLong(entries.key());
                out.writeLong(entries.order());
                out.writeInt(entries.content().length);
                out.write(entries.content());
            }
        } catch (IOException e) {
            Files.deleteIfExists(run);
            throw e;
        }
        return run;
    }

    /** Merge sort, bottom up: stable, and without an object for each entry. */
    private void sortInMemory() {
        int[] from = offsets;
        int[] into = new int[count];
        for (int width = 1; width < count; width *= 2) {
            for (int left = 0; left < count; left += 2 * width) {
                int middle = Math.min(left + width, count);
                merge(from, into, left, middle, Math.min(left + 2 * width, count));
            }
            int[] swap = from;
            from = into;
            into = swap;
        }
        offsets = from;
    }

    private void merge(int[] from, int[] into, int left, int middle, int end) {
        int a = left;
        int b = middle;
        for (int at = left; at < end; at++) {
            boolean first =
                    b == end || (a < middle && arena.getLong(from[a]) <= arena.getLong(from[b]));
            into[at] = first ? from[a++] : from[b++];
        }
    }
}
