package io.ticktide.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.Decimals;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.FeedClockDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.QuoteWideDecoder;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.feed.Side;
import io.ticktide.harness.Allocation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class FeedIngressTest {
    private static final long INGRESS_NS = 77;

    private final MarketRing ring = new MarketRing(1_024);
    private final RingReader reader = new RingReader(ring);
    private final FeedCounters counters = new FeedCounters();
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final FeedIngress ingress = ingress(ring, false);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    @Test
    void eachStreamIsNumberedFromOne() {
        // when
        ingress.onQuote(0, 1, 100, 1, 101, 1);
        ingress.onTrade(0, 2, 100, 1, 1, Side.BUY);
        ingress.onQuote(1, 3, 100, 1, 101, 1);
        ingress.onQuote(0, 4, 100, 1, 101, 1);
        ingress.onTrade(0, 5, 100, 1, 2, Side.SELL);

        // then
        List<UnsafeBuffer> messages = reader.read();
        assertThat(messages)
                .extracting(m -> EventHeader.seq(m, 0))
                .containsExactly(1L, 1L, 1L, 2L, 2L);
        assertThat(messages)
                .extracting(m -> EventHeader.instrumentId(m, 0))
                .containsExactly(0, 0, 1, 0, 0);
        assertThat(messages)
                .extracting(m -> EventHeader.tsEvent(m, 0))
                .containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(messages).allMatch(m -> EventHeader.tsIngress(m, 0) == INGRESS_NS);
        assertThat(counters.quotes().value()).isEqualTo(3);
        assertThat(counters.trades().value()).isEqualTo(2);
        assertThat(counters.events()).isEqualTo(5);
    }

    @Test
    void onlyReplayIsFlaggedSo() {
        // given
        FeedIngress replay = ingress(ring, true);

        // when
        ingress.onTrade(0, 1, 100, 1, 1, Side.BUY);
        replay.onTrade(0, 1, 100, 1, 1, Side.BUY);

        // then
        assertThat(reader.read())
                .extracting(m -> EventHeader.flags(m, 0))
                .containsExactly(
                        Bits.FLAG_LAST_IN_EVENT, Bits.FLAG_LAST_IN_EVENT | Bits.FLAG_REPLAY);
    }

    @Test
    void slotOfAnEarlierRoundLeavesNoTrace() {
        // given
        MarketRing small = new MarketRing(2);
        RingReader smallReader = new RingReader(small);
        FeedIngress writer = ingress(small, false);
        writer.onBookStart(0, 1, true);
        writer.onBookLevel(Side.BUY, 1, 1);
        writer.onBookEnd();
        writer.onQuote(0, 1, 100, 1, 101, 1);
        List<UnsafeBuffer> first = smallReader.read();
        first.forEach(m -> EventHeader.account(m, 0, 5, Bits.CAUSE_SLOW, 0));

        // when
        writer.onTrade(0, 2, 100, 1, 1, Side.BUY);
        writer.onTrade(0, 3, 100, 1, 1, Side.BUY);

        // then
        assertThat(smallReader.read())
                .allMatch(m -> EventHeader.conflated(m, 0) == 0)
                .allMatch(m -> EventHeader.cause(m, 0) == 0)
                .allMatch(m -> EventHeader.flags(m, 0) == Bits.FLAG_LAST_IN_EVENT);
    }

    @Test
    void usualQuoteIsCompactAndOddOneIsWide() {
        // when
        ingress.onQuote(0, 1, 100, 5, 103, 6);
        ingress.onQuote(0, 1, 100, 5, 90, 6);
        ingress.onQuote(0, 1, 1, 5, 1L + Integer.MAX_VALUE, 6);
        ingress.onQuote(0, 1, 1, 5, 2L + Integer.MAX_VALUE, 6);
        ingress.onQuote(0, 1, Decimals.NULL, Decimals.NULL, 101, 6);
        ingress.onQuote(0, 1, 100, 5, Decimals.NULL, Decimals.NULL);

        // then
        List<UnsafeBuffer> messages = reader.read();
        assertThat(messages)
                .extracting(m -> EventHeader.templateId(m, 0))
                .containsExactly(16, 16, 16, 17, 17, 17);
        assertThat(messages.get(0).capacity()).isEqualTo(64);
        QuoteDecoder compact = new QuoteDecoder();
        compact.wrapAndApplyHeader(messages.get(1), 0, header);
        assertThat(compact.bidPx() + compact.spread()).isEqualTo(90);
        assertThat(compact.bidQty()).isEqualTo(5);
        assertThat(compact.askQty()).isEqualTo(6);
        QuoteWideDecoder wide = new QuoteWideDecoder();
        wide.wrapAndApplyHeader(messages.get(4), 0, header);
        assertThat(wide.bidPx()).isEqualTo(QuoteWideDecoder.bidPxNullValue());
        assertThat(wide.askPx()).isEqualTo(101);
        wide.wrapAndApplyHeader(messages.get(3), 0, header);
        assertThat(wide.askPx()).isEqualTo(2L + Integer.MAX_VALUE);
    }

    @Test
    void tradeCarriesItsFields() {
        // when
        ingress.onTrade(3, 9, 12_345, 678, 42, Side.SELL);

        // then
        TradeDecoder trade = new TradeDecoder();
        trade.wrapAndApplyHeader(reader.read().get(0), 0, header);
        assertThat(trade.price()).isEqualTo(12_345);
        assertThat(trade.qty()).isEqualTo(678);
        assertThat(trade.tradeId()).isEqualTo(42);
        assertThat(trade.aggressor()).isEqualTo(io.ticktide.codecs.sbe.Side.SELL);
    }

    @Test
    void largeBookChangeGoesOnInFurtherSlots() {
        // given
        int levels = 2 * FeedIngress.LEVELS_PER_SLOT + 1;

        // when
        ingress.onBookStart(0, 5, true);
        for (int i = 0; i < levels; i++) {
            ingress.onBookLevel(i % 2 == 0 ? Side.BUY : Side.SELL, i, i + 1);
        }
        ingress.onBookEnd();

        // then
        List<UnsafeBuffer> messages = reader.read();
        assertThat(messages)
                .extracting(m -> EventHeader.flags(m, 0))
                .containsExactly(Bits.FLAG_RESET, 0, Bits.FLAG_LAST_IN_EVENT);
        assertThat(messages).extracting(m -> EventHeader.seq(m, 0)).containsExactly(1L, 2L, 3L);
        List<Long> prices = new ArrayList<>();
        BookDeltaDecoder delta = new BookDeltaDecoder();
        for (UnsafeBuffer message : messages) {
            delta.wrapAndApplyHeader(message, 0, header);
            for (BookDeltaDecoder.LevelsDecoder level : delta.levels()) {
                assertThat(level.qty()).isEqualTo(level.price() + 1);
                assertThat(level.side().value()).isEqualTo((short) (1 + level.price() % 2));
                prices.add(level.price());
            }
        }
        assertThat(prices).hasSize(levels).isSorted().doesNotHaveDuplicates();
        assertThat(counters.bookUpdates().value()).isEqualTo(3);
    }

    @Test
    void exactlyOneSlotOfLevelsIsOneMessage() {
        // when
        ingress.onBookStart(0, 5, true);
        for (int i = 0; i < FeedIngress.LEVELS_PER_SLOT; i++) {
            ingress.onBookLevel(Side.BUY, i, 1);
        }
        ingress.onBookEnd();
        ingress.onBookStart(0, 6, false);
        ingress.onBookEnd();

        // then
        assertThat(reader.read())
                .extracting(m -> EventHeader.flags(m, 0))
                .containsExactly(
                        Bits.FLAG_RESET | Bits.FLAG_LAST_IN_EVENT, Bits.FLAG_LAST_IN_EVENT);
    }

    @Test
    void clockIsNoMarketEvent() {
        // when
        ingress.onClock(123);

        // then
        FeedClockDecoder clock = new FeedClockDecoder();
        clock.wrapAndApplyHeader(reader.read().get(0), 0, header);
        assertThat(clock.tsEvent()).isEqualTo(123);
        assertThat(counters.events()).isZero();
    }

    @Test
    void fullRingIsCountedAndWaitedForUntilTheReaderMovesOn() {
        // given
        MarketRing small = new MarketRing(2);
        RingReader smallReader = new RingReader(small);
        List<UnsafeBuffer> seen = new ArrayList<>();
        FeedIngress writer =
                new FeedIngress(
                        small,
                        1,
                        false,
                        () -> INGRESS_NS,
                        counters,
                        () -> seen.addAll(smallReader.read()));

        // when
        for (int i = 1; i <= 5; i++) {
            writer.onTrade(0, i, 100, 1, i, Side.BUY);
        }
        seen.addAll(smallReader.read());

        // then
        assertThat(seen).extracting(m -> EventHeader.seq(m, 0)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(counters.ringFullWaits().value()).isEqualTo(2);
    }

    @Test
    void closedRingTakesNothingMoreHoweverMuchIsTold() {
        // given
        MarketRing small = new MarketRing(2);
        new RingReader(small);
        FeedIngress writer = ingress(small, false);
        writer.onClock(1);
        writer.onClock(2);
        small.close();

        // when
        writer.onQuote(0, 1, 100, 1, 101, 1);
        writer.onTrade(0, 1, 100, 1, 1, Side.BUY);
        writer.onClock(3);
        writer.onBookStart(0, 1, true);
        for (int i = 0; i < 3 * FeedIngress.LEVELS_PER_SLOT; i++) {
            writer.onBookLevel(Side.BUY, i, 1);
        }
        writer.onBookEnd();

        // then
        assertThat(counters.events()).isZero();
        assertThat(small.used()).isEqualTo(2);
    }

    @Test
    void eventsAllocateNothing() {
        // given
        MarketRing unread = new MarketRing(1_024);
        FeedIngress writer = ingress(unread, false);
        Runnable work =
                () -> {
                    for (int i = 0; i < 70_000; i++) {
                        writer.onQuote(i & 3, i, 100 + (i & 7), 1, 110, 1);
                        writer.onTrade(i & 3, i, 100, 1, i, Side.BUY);
                        writer.onBookStart(i & 3, i, false);
                        writer.onBookLevel(Side.SELL, 110, i);
                        writer.onBookEnd();
                    }
                };

        // when, then
        assertThat(Allocation.of(work)).isLessThan(1_024);
    }

    private FeedIngress ingress(MarketRing to, boolean replay) {
        return new FeedIngress(to, 4, replay, () -> INGRESS_NS, counters, wakeUps::incrementAndGet);
    }
}
