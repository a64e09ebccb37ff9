package io.ticktide.feed.sort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Entries of sorted runs, merged; of equal keys those of the earlier run come first. */
final class MergedEntries implements SortedEntries {
    private final List<RunReader> readers = new ArrayList<>();
    private final PriorityQueue<RunReader> heads =
            new PriorityQueue<>(
                    Comparator.comparingLong(RunReader::key).thenComparingInt(RunReader::number));
    private RunReader present;

    MergedEntries(List<Path> runs) throws IOException {
        try {
            for (Path run : runs) {
                RunReader reader = new RunReader(run, readers.size());
                readers.add(reader);
                if (reader.next()) {
                    heads.add(reader);
                }
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public boolean next() throws IOException {
        if (present != null && present.next()) {
            heads.add(present);
        }
        present = heads.poll();
        return present != null;
    }

    @Override
    public long key() {
        return present.key();
    }

    @Override
    public long order() {
        return present.order();
    }

    @Override
    public byte[] content() {
        return present.content();
    }

    @Override
    public void close() throws IOException {
        for (RunReader reader : readers) {
            reader.close();
        }
    }
}
