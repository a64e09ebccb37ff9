package io.ticktide.feed.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.feed.Instrument;
import io.ticktide.feed.MarketListener;
import io.ticktide.feed.Side;
import io.ticktide.feed.TradingState;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Rebuilds every book from the events alone and fails at the first event that does not agree with
 * it. Knows nothing of how the simulated market works.
 */
final class MarketOracle implements MarketListener {
    private static final int MOST_LEVELS = 50;

    private final List<Instrument> instruments;
    private final Books[] books;
    private Books changing;
    private long lastTs = Long.MIN_VALUE;
    private int quotes;
    private int trades;
    private int bookChanges;
    private int statuses;

    MarketOracle(List<Instrument> instruments) {
        this.instruments = instruments;
        books = new Books[instruments.size()];
        for (int id = 0; id < books.length; id++) {
            books[id] = new Books();
        }
    }

    int quotes() {
        return quotes;
    }

    int trades() {
        return trades;
    }

    int bookChanges() {
        return bookChanges;
    }

    int statuses() {
        return statuses;
    }

    /** To be called when the feed stands between two actions. */
    void checkComplete() {
        for (Books book : books) {
            book.checkComplete();
        }
    }

    @Override
    public void onQuote(
            int instrumentId, long tsEvent, long bidPx, long bidQty, long askPx, long askQty) {
        advance(tsEvent);
        quotes++;
        Books book = books[instrumentId];
        book.checkOpen();
        assertThat(book.tradedPrice).as("trade without a book change").isZero();
        long[] told = {bidPx, bidQty, askPx, askQty};
        assertThat(told).isEqualTo(book.best());
        assertThat(told).as("a quote that repeats").isNotEqualTo(book.quote);
        book.quote = told;
    }

    @Override
    public void onTrade(
            int instrumentId, long tsEvent, long price, long qty, long tradeId, byte aggressor) {
        advance(tsEvent);
        trades++;
        Books book = books[instrumentId];
        book.checkOpen();
        book.checkComplete();
        checkOnGrid(instrumentId, price, qty);
        TreeMap<Long, Long> taken = aggressor == Side.BUY ? book.asks : book.bids;
        assertThat(price).as("trade at the touch").isEqualTo(taken.firstKey());
        assertThat(qty).as("not more than is there").isLessThanOrEqualTo(taken.get(price));
        assertThat(tradeId).isEqualTo(book.lastTradeId + 1);
        book.lastTradeId = tradeId;
        book.tradedPrice = price;
        book.tradedSide = taken;
        book.leftQty = taken.get(price) - qty;
    }

    @Override
    public void onBookStart(int instrumentId, long tsEvent, boolean reset) {
        advance(tsEvent);
        bookChanges++;
        changing = books[instrumentId];
        changing.checkOpen();
        assertThat(reset).as("reset first and never again").isEqualTo(changing.isUnknown());
        if (changing.tradedPrice == 0 && !reset) {
            changing.checkComplete();
        }
        changing.id = instrumentId;
    }

    @Override
    public void onBookLevel(byte side, long price, long qty) {
        TreeMap<Long, Long> levels = side == Side.BUY ? changing.bids : changing.asks;
        Long before = qty == 0 ? levels.remove(price) : levels.put(price, qty);
        assertThat(before == null ? 0L : before)
                .as("a change that changes nothing")
                .isNotEqualTo(qty);
        if (qty != 0) {
            checkOnGrid(changing.id, price, qty);
        }
    }

    @Override
    public void onBookEnd() {
        assertThat(changing.bids.size()).isBetween(1, MOST_LEVELS);
        assertThat(changing.asks.size()).isBetween(1, MOST_LEVELS);
        assertThat(changing.bids.firstKey()).isLessThan(changing.asks.firstKey());
        if (changing.tradedPrice != 0) {
            long left = changing.tradedSide.getOrDefault(changing.tradedPrice, 0L);
            assertThat(left).as("trade consumes its quantity").isEqualTo(changing.leftQty);
            changing.tradedPrice = 0;
        }
    }

    @Override
    public void onStatus(int instrumentId, long tsEvent, byte state) {
        advance(tsEvent);
        statuses++;
        Books book = books[instrumentId];
        byte expected = book.state == TradingState.OPEN ? TradingState.HALT : TradingState.OPEN;
        assertThat(state).isEqualTo(expected);
        if (!book.isUnknown()) {
            book.checkComplete();
        }
        book.state = state;
    }

    @Override
    public void onGap(int instrumentId, byte stream, long missed) {
        throw new AssertionError("the simulated market loses nothing");
    }

    private void advance(long tsEvent) {
        assertThat(tsEvent).isGreaterThanOrEqualTo(lastTs);
        lastTs = tsEvent;
    }

    private void checkOnGrid(int instrumentId, long price, long qty) {
        Instrument instrument = instruments.get(instrumentId);
        assertThat(price).isPositive();
        assertThat(qty).isPositive();
        assertThat(price % instrument.tickSize()).isZero();
        assertThat(qty % instrument.lotSize()).isZero();
    }

    private static final class Books {
        private final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
        private final TreeMap<Long, Long> asks = new TreeMap<>();
        private long[] quote = {0, 0, 0, 0};
        private long lastTradeId;
        private int id;
        private byte state = TradingState.UNKNOWN;
        private long tradedPrice;
        private TreeMap<Long, Long> tradedSide = asks;
        private long leftQty;

        boolean isUnknown() {
            return bids.isEmpty() && asks.isEmpty();
        }

        long[] best() {
            return new long[] {
                bids.firstKey(),
                bids.firstEntry().getValue(),
                asks.firstKey(),
                asks.firstEntry().getValue()
            };
        }

        void checkOpen() {
            assertThat(state)
                    .as("trades, quotes and changes its book")
                    .isEqualTo(TradingState.OPEN);
        }

        void checkComplete() {
            assertThat(quote).as("last quote is the book's best").isEqualTo(best());
        }
    }
}
