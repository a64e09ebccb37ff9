package io.ticktide.feed.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalSortTest {
    @TempDir private Path folder;

    private record Entry(long key, long order, String content) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void anyEntriesComeOutAsAStableSortInMemoryHasThem(long seed) throws IOException {
        // given: few keys, so that many are equal; memory for some entries only, or for all
        Random random = new Random(seed);
        int count = random.nextInt(3_000);
        int keys = 1 + random.nextInt(count + 10);
        int memoryBytes = 64 << random.nextInt(12);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String content = "x".repeat(random.nextInt(40)) + i;
            entries.add(new Entry(random.nextInt(keys) - keys / 2, i, content));
        }

        // when
        List<Entry> sorted;
        try (ExternalSort sort = new ExternalSort(folder, memoryBytes)) {
            sorted = sorted(sort, entries);
        }

        // then
        entries.sort(Comparator.comparingLong(Entry::key));
        assertThat(sorted).isEqualTo(entries);
        assertThat(filesLeft()).isEmpty();
    }

    @Test
    void moreRunsThanAreMergedAtOnceAreMergedInSteps() throws IOException {
        // given: a run of one entry each
        List<Entry> entries = new ArrayList<>();
        int count = 3 * ExternalSort.FAN_IN;
        for (int i = 0; i < count; i++) {
            entries.add(new Entry(count - i / 2, i, "entry " + i));
        }

        // when
        List<Entry> sorted;
        int runs;
        try (ExternalSort sort = new ExternalSort(folder, ExternalSort.ENTRY_BYTES + 10)) {
            sorted = sorted(sort, entries);
            runs = sort.runsWritten();
        }

        // then
        entries.sort(Comparator.comparingLong(Entry::key));
        assertThat(sorted).isEqualTo(entries);
        assertThat(runs).isGreaterThan(2 * ExternalSort.FAN_IN);
        assertThat(filesLeft()).isEmpty();
    }

    @Test
    void whatFitsIntoMemoryNeedsNoDisk() throws IOException {
        try (ExternalSort sort = new ExternalSort(folder.resolve("no-such-folder"), 1 << 16)) {
            sort.add(2, 0, new byte[] {2});
            sort.add(1, 1, new byte[] {1});
            try (SortedEntries sorted = sort.sorted()) {
                assertThat(sorted.next()).isTrue();
                assertThat(sorted.content()).containsExactly(1);
            }
            assertThat(sort.runsWritten()).isZero();
        }
    }

    @Test
    void entryLargerThanTheMemoryAllowedIsSortedToo() throws IOException {
        // given
        byte[] large = new byte[100_000];
        try (ExternalSort sort = new ExternalSort(folder, 64)) {
            sort.add(2, 0, new byte[] {7});
            sort.add(1, 1, large);
            sort.add(3, 2, new byte[] {9});

            // when
            try (SortedEntries sorted = sort.sorted()) {
                assertThat(sorted.next()).isTrue();

                // then
                assertThat(sorted.content()).hasSize(large.length);
                assertThat(sorted.order()).isEqualTo(1);
            }
        }
    }

    private static List<Entry> sorted(ExternalSort sort, List<Entry> entries) throws IOException {
        for (Entry one : entries) {
            sort.add(one.key(), one.order(), one.content().getBytes(StandardCharsets.US_ASCII));
        }
        List<Entry> told = new ArrayList<>();
        try (SortedEntries sorted = sort.sorted()) {
            while (sorted.next()) {
                String content = new String(sorted.content(), StandardCharsets.US_ASCII);
                told.add(new Entry(sorted.key(), sorted.order(), content));
            }
        }
        return told;
    }

    private List<Path> filesLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
