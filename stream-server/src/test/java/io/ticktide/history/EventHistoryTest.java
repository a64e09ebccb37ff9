package io.ticktide.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.codecs.EventHeader;
import io.ticktide.harness.Allocation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventHistoryTest {
    private static final int STREAMS = 5;
    private static final int CAPACITY = 4_096;
    private static final int ENTRY_HEADER = 32;

    /** A message as the oracle keeps it. */
    private record Kept(int stream, long seq, long hole, long timeNs, int length, int entryBytes) {}

    private final EventHistory history = new EventHistory(STREAMS, CAPACITY);
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[512]);
    private final Deque<Kept> kept = new ArrayDeque<>();
    private final long[] newest = new long[STREAMS];
    private int at;
    private int used;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsWhatAQueueOfTheSameSizeKeeps(long seed) {
        // given
        Random random = new Random(seed);
        long timeNs = 1;

        for (int i = 0; i < 1_500; i++) {
            // when
            int stream = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(STREAMS - 1);
            timeNs += random.nextInt(3);
            append(stream, random.nextInt(20) == 0 ? 3 : 0, timeNs, 36 + random.nextInt(400));

            // then
            int asked = random.nextInt(STREAMS);
            List<Kept> expected = kept.stream().filter(one -> one.stream == asked).toList();
            Kept first = expected.isEmpty() ? null : expected.get(0);
            assertThat(history.newestSeq(asked)).isEqualTo(newest[asked]);
            assertThat(history.oldestSeq(asked)).isEqualTo(first == null ? 0 : first.seq);
            assertThat(history.coveredFrom(asked))
                    .isEqualTo(first == null ? 0 : first.seq - first.hole);
            long from = random.nextLong(newest[asked] + 3);
            assertThat(read(asked, from))
                    .isEqualTo(expected.stream().filter(one -> one.seq >= from).toList());
            long since = timeNs - random.nextInt(30);
            assertThat(history.seqFrom(asked, since))
                    .isEqualTo(
                            expected.stream()
                                    .filter(one -> one.timeNs >= since)
                                    .mapToLong(Kept::seq)
                                    .findFirst()
                                    .orElse(0));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void cursorOfAnyPaceReadsInOrderAndSkipsOnlyWhatWasForgotten(long seed) {
        // given
        Random random = new Random(seed);
        HistoryCursor cursor = new HistoryCursor(history, 1, 1);
        long read = 0;
        int skips = 0;

        for (int i = 0; i < 5_000; i++) {
            // when
            append(random.nextInt(3), 0, i, 36 + random.nextInt(200));
            int pace = random.nextInt(300) == 0 ? 60 : 0;
            for (int step = 0; step < pace && cursor.hasNext(); step++) {
                // then
                long oldest = history.oldestSeq(1);
                assertThat(cursor.seq()).isEqualTo(Math.max(read + 1, oldest));
                skips += cursor.seq() > read + 1 ? 1 : 0;
                read = cursor.seq();
                cursor.advance();
            }
        }
        while (cursor.hasNext()) {
            read = cursor.seq();
            cursor.advance();
        }
        assertThat(read).isEqualTo(newest[1]).isEqualTo(cursor.newestSeq());
        assertThat(skips).isPositive();
    }

    @Test
    void anyOfAHundredThousandMessagesIsFoundOftenAlsoWhileTheOldestAreForgotten() {
        // given
        EventHistory large = new EventHistory(2, 1 << 23);
        Random random = new Random(9);
        for (int seq = 1; seq <= 300_000; seq++) {
            EventHeader.seq(message, 0, seq);
            message.putLong(4, seq * 10L);
            large.append(random.nextInt(50) == 0 ? 1 : 0, message, 0, 40);

            // when
            long oldest = large.oldestSeq(0);
            long newestOne = large.newestSeq(0);
            long asked = oldest + random.nextLong(newestOne - oldest + 1);
            HistoryCursor cursor = new HistoryCursor(large, 0, asked);

            // then: the other stream has few of the seqs
            assertThat(cursor.hasNext()).isTrue();
            assertThat(cursor.seq()).isBetween(asked, asked + 10);
            assertThat(large.seqFrom(0, asked * 10)).isEqualTo(cursor.seq());
        }
        assertThat(large.oldestSeq(0)).isGreaterThan(150_000);
    }

    @Test
    void newestSeqIsKnownEvenWhenEverythingOfTheStreamIsForgotten() {
        // given
        append(0, 0, 1, 40);

        // when
        for (int i = 0; i < 200; i++) {
            append(1, 0, 1, 100);
        }

        // then
        assertThat(history.oldestSeq(0)).isZero();
        assertThat(history.newestSeq(0)).isEqualTo(1);
        assertThat(new HistoryCursor(history, 0, 1).hasNext()).isFalse();
    }

    @Test
    void appendingMakesNoGarbage() {
        // when
        long bytes =
                Allocation.of(
                        () -> {
                            for (int i = 0; i < 100_000; i++) {
                                EventHeader.seq(message, 0, ++newest[1]);
                                history.append(1, message, 0, 64);
                            }
                        });

        // then
        assertThat(bytes).isLessThan(1_024);
    }

    @Test
    void capacityThatIsNoPowerOfTwoIsRefused() {
        assertThatThrownBy(() -> new EventHistory(1, 5_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("capacityBytes=5000 is not a power of two of at least 4096");
    }

    private void append(int stream, long hole, long timeNs, int length) {
        newest[stream] += 1 + hole;
        EventHeader.fresh(message, 0, 0);
        EventHeader.seq(message, 0, newest[stream]);
        EventHeader.afterGap(message, 0, hole, 0);
        message.putLong(4, timeNs);
        history.append(stream, message, 0, length);
        int entryBytes = BitUtil.align(ENTRY_HEADER + length, 8);
        if (at + entryBytes > CAPACITY) {
            int pad = CAPACITY - at;
            forget(pad + entryBytes);
            kept.add(new Kept(-1, 0, 0, 0, 0, pad));
            used += pad;
            at = 0;
        } else {
            forget(entryBytes);
        }
        kept.add(new Kept(stream, newest[stream], hole, timeNs, length, entryBytes));
        used += entryBytes;
        at += entryBytes;
    }

    private void forget(int bytes) {
        while (used + bytes > CAPACITY) {
            used -= kept.poll().entryBytes;
        }
    }

    private List<Kept> read(int stream, long from) {
        List<Kept> read = new ArrayList<>();
        HistoryCursor cursor = new HistoryCursor(history, stream, from);
        while (cursor.hasNext()) {
            read.add(
                    new Kept(
                            stream,
                            cursor.seq(),
                            EventHeader.conflated(cursor.buffer(), cursor.offset()),
                            EventHeader.tsEvent(cursor.buffer(), cursor.offset()),
                            cursor.length(),
                            BitUtil.align(ENTRY_HEADER + cursor.length(), 8)));
            cursor.advance();
        }
        return read;
    }
}
