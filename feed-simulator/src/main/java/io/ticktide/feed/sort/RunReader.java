package io.ticktide.feed.sort;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The entries of one sorted run. */
final class RunReader implements SortedEntries {
    private static final int BUFFER_BYTES = 1 << 15;

    private final DataInputStream in;
    private final int number;
    private long left;
    private long key;
    private long order;
    private byte[] content = {};

    /**
     * @param number of the run among those that are merged.
     */
    RunReader(Path run, int number) throws IOException {
        this.number = number;
        left = Files.size(run);
        in = new DataInputStream(new BufferedInputStream(Files.newInputStream(run), BUFFER_BYTES));
    }

    int number() {
        return number;
    }

    @Override
    public boolean next() throws IOException {
        if (left == 0) {
            return false;
        }
        key = in.readLong();
        order = in.readLong();
        content = new byte[in.readInt()];
        in.readFully(content);
        left -= ExternalSort.ENTRY_BYTES + content.length;
        return true;
    }

    @Override
    public long key() {
        return key;
    }

    @Override
    public long order() {
        return order;
    }

    @Override
    public byte[] content() {
        return content;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
