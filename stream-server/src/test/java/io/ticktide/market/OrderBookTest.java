package io.ticktide.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.BookDeltaEncoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.codecs.sbe.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OrderBookTest {
    private final OrderBook book = new OrderBook();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private long seq;

    @Test
    void bestLevelsComeFirst() {
        // when
        apply(0, level(Side.BUY, 99, 1), level(Side.BUY, 100, 2), level(Side.BUY, 98, 3));
        apply(0, level(Side.SELL, 103, 4), level(Side.SELL, 101, 5), level(Side.SELL, 102, 6));

        // then
        assertThat(levels(book.bids())).containsExactly("100x2", "99x1", "98x3");
        assertThat(levels(book.asks())).containsExactly("101x5", "102x6", "103x4");
        assertThat(book.newest().seq()).isEqualTo(2);
        assertThat(book.newest().tsEvent()).isEqualTo(20);
    }

    @Test
    void removingALevelThatIsNotThereChangesNothing() {
        // given
        apply(0, level(Side.BUY, 100, 2));

        // when
        apply(0, level(Side.BUY, 99, 0), level(Side.BUY, 101, 0), level(Side.SELL, 100, 0));

        // then
        assertThat(levels(book.bids())).containsExactly("100x2");
        assertThat(levels(book.asks())).isEmpty();
    }

    @Test
    void resetForgetsBothSidesBeforeItsLevels() {
        // given
        apply(0, level(Side.BUY, 100, 2), level(Side.SELL, 101, 2));

        // when
        apply(Bits.FLAG_RESET, level(Side.BUY, 50, 1));

        // then
        assertThat(levels(book.bids())).containsExactly("50x1");
        assertThat(levels(book.asks())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomChangesGiveTheBookOfASortedMap(long seed) {
        // given
        Random random = new Random(seed);
        Map<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
        Map<Long, Long> asks = new TreeMap<>();

        // when
        for (int i = 0; i < 5_000; i++) {
            boolean reset = random.nextInt(1_000) == 0;
            if (reset) {
                bids.clear();
                asks.clear();
            }
            long[][] changes = new long[random.nextInt(6)][];
            for (int j = 0; j < changes.length; j++) {
                boolean buy = random.nextBoolean();
                long price = 10_000 + Math.round(random.nextGaussian() * 60);
                long qty = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(100);
                changes[j] = level(buy ? Side.BUY : Side.SELL, price, qty);
                Map<Long, Long> side = buy ? bids : asks;
                if (qty == 0) {
                    side.remove(price);
                } else {
                    side.put(price, qty);
                }
            }
            apply(reset ? Bits.FLAG_RESET : 0, changes);
            if (i % 50 == 0) {
                assertThat(levels(book.bids())).isEqualTo(levels(bids));
                assertThat(levels(book.asks())).isEqualTo(levels(asks));
            }
        }

        // then
        assertThat(levels(book.bids())).isEqualTo(levels(bids));
        assertThat(levels(book.asks())).isEqualTo(levels(asks));
        assertThat(book.bids().size()).isGreaterThan(32);
    }

    private void apply(int flags, long[]... levels) {
        BookDeltaEncoder delta = new BookDeltaEncoder();
        delta.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        seq++;
        delta.ev().tsEvent(10 * seq).tsIngress(0).seq(seq).instrumentId(0);
        EventHeader.fresh(buffer, 0, flags);
        BookDeltaEncoder.LevelsEncoder group = delta.levelsCount(levels.length);
        for (long[] level : levels) {
            group.next().price(level[1]).qty(level[2]).side(Side.get((short) level[0]));
        }
        book.apply(new BookDeltaDecoder(), new MessageHeaderDecoder(), buffer, 0);
    }

    private static long[] level(Side side, long price, long qty) {
        return new long[] {side.value(), price, qty};
    }

    private static List<String> levels(BookSide side) {
        List<String> levels = new ArrayList<>();
        for (int i = 0; i < side.size(); i++) {
            levels.add(side.price(i) + "x" + side.qty(i));
        }
        return levels;
    }

    private static List<String> levels(Map<Long, Long> side) {
        return side.entrySet().stream().map(e -> e.getKey() + "x" + e.getValue()).toList();
    }
}
