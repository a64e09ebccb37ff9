package io.ticktide.distribute;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.BookDeltaEncoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.market.BookSide;
import io.ticktide.market.OrderBook;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DepthViewTest {
    private static final int EVENTS = 3_000;

    private final OrderBook book = new OrderBook();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final TreeMap<Long, Long> client = new TreeMap<>();
    private long seq;

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 10, 20, 50})
    void deltasAloneKeepAClientAtTheBestLevels(int depth) {
        // given
        Random random = new Random(depth);
        DepthView view = new DepthView(book, 0, depth);
        int hidden = 0;
        long shown = 0;

        for (int i = 0; i < EVENTS; i++) {
            // when
            long hole = random.nextInt(50) == 0 ? 2 : 0;
            change(random, hole);
            TreeMap<Long, Long> before = new TreeMap<>(client);
            int length = view.update(hole > 0 ? Bits.CAUSE_UPSTREAM : 0, hole);

            // then
            SortedMap<Long, Long> best = best(depth);
            if (length == 0) {
                hidden++;
                assertThat(best).isEqualTo(before);
                continue;
            }
            int cause = EventHeader.cause(view.buffer(), 0);
            assertThat((cause & Bits.CAUSE_UPSTREAM) != 0).isEqualTo(hole > 0);
            assertThat((cause & Bits.CAUSE_DEPTH) != 0).isEqualTo(seq - hole > shown + 1);
            shown = seq;
            apply(view);
            assertThat(client).isEqualTo(best);
            assertThat(view.side(true).size() + view.side(false).size()).isEqualTo(best.size());
            assertThat(view.shownSeq()).isEqualTo(view.newest().seq()).isEqualTo(seq);
        }
        assertThat(hidden).isPositive();
    }

    private void change(Random random, long hole) {
        BookDeltaEncoder delta = new BookDeltaEncoder();
        delta.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        seq += 1 + hole;
        delta.ev().tsEvent(seq).tsIngress(seq).seq(seq).instrumentId(0);
        EventHeader.fresh(buffer, 0, random.nextInt(200) == 0 ? Bits.FLAG_RESET : 0);
        int changes = random.nextInt(5);
        BookDeltaEncoder.LevelsEncoder levels = delta.levelsCount(changes);
        for (int i = 0; i < changes; i++) {
            boolean bid = random.nextBoolean();
            long price = 1_000L + (bid ? -1L : 1L) * (1 + random.nextInt(80));
            levels.next().price(price).qty(random.nextInt(4));
            levels.side(bid ? Side.BUY : Side.SELL);
        }
        book.apply(new BookDeltaDecoder(), new MessageHeaderDecoder(), buffer, 0);
    }

    private void apply(DepthView view) {
        BookDeltaDecoder delta = new BookDeltaDecoder();
        delta.wrapAndApplyHeader(view.buffer(), 0, new MessageHeaderDecoder());
        Set<Long> seen = new HashSet<>();
        for (BookDeltaDecoder.LevelsDecoder level : delta.levels()) {
            long key = level.side() == Side.BUY ? level.price() : -level.price();
            assertThat(seen.add(key)).isTrue();
            if (level.qty() == 0) {
                assertThat(client.remove(key)).isNotNull();
            } else {
                client.put(key, level.qty());
            }
        }
    }

    private SortedMap<Long, Long> best(int depth) {
        TreeMap<Long, Long> best = new TreeMap<>();
        for (Map.Entry<Integer, BookSide> side :
                Map.of(1, book.bids(), -1, book.asks()).entrySet()) {
            for (int i = 0; i < Math.min(depth, side.getValue().size()); i++) {
                long price = side.getKey() * side.getValue().price(i);
                best.put(price, side.getValue().qty(i));
            }
        }
        return best;
    }
}
