package io.ticktide.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DigestingListenerTest {
    @Test
    void everyFieldAndTheOrderCount() {
        // given: streams that differ in one thing from the first
        List<Consumer<MarketListener>> streams =
                List.of(
                        to -> trade(to, 1, 10, 100, 5, 9, Side.BUY),
                        to -> trade(to, 2, 10, 100, 5, 9, Side.BUY),
                        to -> trade(to, 1, 11, 100, 5, 9, Side.BUY),
                        to -> trade(to, 1, 10, 101, 5, 9, Side.BUY),
                        to -> trade(to, 1, 10, 100, 6, 9, Side.BUY),
                        to -> trade(to, 1, 10, 100, 5, 8, Side.BUY),
                        to -> trade(to, 1, 10, 100, 5, 9, Side.SELL),
                        to -> to.onQuote(1, 10, 100, 5, 9, 1),
                        to -> book(to, false, Side.BUY, 100, 5),
                        to -> book(to, true, Side.BUY, 100, 5),
                        to -> book(to, false, Side.SELL, 100, 5),
                        to -> book(to, false, Side.BUY, 101, 5),
                        to -> book(to, false, Side.BUY, 100, 6),
                        to -> to.onStatus(1, 10, TradingState.HALT),
                        to -> to.onStatus(2, 10, TradingState.HALT),
                        to -> to.onStatus(1, 11, TradingState.HALT),
                        to -> to.onStatus(1, 10, TradingState.OPEN),
                        to -> to.onGap(1, GapStream.TRADE, 4),
                        to -> to.onGap(2, GapStream.TRADE, 4),
                        to -> to.onGap(1, GapStream.BOOK, 4),
                        to -> to.onGap(1, GapStream.TRADE, 5),
                        to -> {
                            book(to, false, Side.BUY, 100, 5);
                            trade(to, 1, 10, 100, 5, 9, Side.BUY);
                        },
                        to -> {
                            trade(to, 1, 10, 100, 5, 9, Side.BUY);
                            book(to, false, Side.BUY, 100, 5);
                        });

        // when
        Set<Long> digests = new HashSet<>();
        for (Consumer<MarketListener> stream : streams) {
            DigestingListener listener = new DigestingListener(0);
            stream.accept(listener);
            digests.add(listener.digest());
        }

        // then
        assertThat(digests).hasSameSizeAs(streams);
    }

    @Test
    void timesCountFromTheBase() {
        // given
        DigestingListener early = new DigestingListener(1_000);
        DigestingListener late = new DigestingListener(5_000);

        // when
        early.onQuote(1, 1_010, 1, 2, 3, 4);
        late.onQuote(1, 5_010, 1, 2, 3, 4);

        // then
        assertThat(late.digest()).isEqualTo(early.digest());
    }

    @Test
    void passesEverythingOnAndCountsSourceEvents() {
        // given
        DigestingListener delegate = new DigestingListener(0);
        DigestingListener listener = new DigestingListener(0, delegate);

        // when
        listener.onQuote(1, 10, 1, 2, 3, 4);
        book(listener, true, Side.SELL, 7, 8);
        trade(listener, 1, 10, 100, 5, 9, Side.BUY);
        listener.onStatus(1, 10, TradingState.HALT);
        listener.onGap(1, GapStream.QUOTE, 3);

        // then
        assertThat(delegate.digest()).isEqualTo(listener.digest());
        assertThat(delegate.eventCount()).isEqualTo(4);
        assertThat(listener.eventCount()).isEqualTo(4);
    }

    private static void trade(
            MarketListener to, int id, long ts, long price, long qty, long tradeId, byte side) {
        to.onTrade(id, ts, price, qty, tradeId, side);
    }

    private static void book(MarketListener to, boolean reset, byte side, long price, long qty) {
        to.onBookStart(1, 10, reset);
        to.onBookLevel(side, price, qty);
        to.onBookEnd();
    }

    @Test
    void checkpointKeepsTheDigestOfTheLastRoundNumberOfEvents() {
        // given
        DigestingListener listener = new DigestingListener(0);
        DigestingListener upToTheCheckpoint = new DigestingListener(0);

        // when
        for (int i = 1; i <= DigestingListener.CHECKPOINT_EVENTS; i++) {
            assertThat(listener.checkpoint()).isNull();
            listener.onTrade(0, i, 100, 1, i, Side.BUY);
            upToTheCheckpoint.onTrade(0, i, 100, 1, i, Side.BUY);
        }
        listener.onTrade(0, 1, 100, 1, 1, Side.BUY);

        // then
        assertThat(listener.checkpoint())
                .isEqualTo(
                        new DigestingListener.Checkpoint(
                                DigestingListener.CHECKPOINT_EVENTS, upToTheCheckpoint.digest()));
    }
}
