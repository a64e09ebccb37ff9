package io.ticktide.distribute;

import io.ticktide.candles.BarInterval;
import io.ticktide.candles.BarListener;
import io.ticktide.candles.InstrumentBars;
import io.ticktide.feed.Instrument;
import io.ticktide.market.LastMessage;
import io.ticktide.market.OrderBook;
import io.ticktide.session.Channel;
import io.ticktide.session.StreamKey;
import io.ticktide.session.Subscription;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of one instrument as of the newest event read: last quote, last trade, trading
 * state, book, bars; and who subscribes to its streams.
 *
 * <p>Owner: the I/O thread of its {@link Distributor}.
 */
public final class InstrumentState {
    private final Instrument instrument;
    private final LastMessage quote = new LastMessage();
    private final LastMessage trade = new LastMessage();
    private final LastMessage status = new LastMessage();
    private final OrderBook book = new OrderBook();
    private final InstrumentBars bars;
    private final Subscribers quoteSubscribers = new Subscribers();
    private final Subscribers tradeSubscribers = new Subscribers();
    private final Subscribers statusSubscribers = new Subscribers();
    private final Subscribers bookSubscribers = new Subscribers();
    private final List<DepthView> depthViews = new ArrayList<>(0);
    private final Subscribers[] candleSubscribers = new Subscribers[BarInterval.count()];

    InstrumentState(Instrument instrument, int historyBars, BarListener listener) {
        this.instrument = instrument;
        bars = new InstrumentBars(instrument.id(), notionalScale(), historyBars, listener);
        for (int i = 0; i < candleSubscribers.length; i++) {
            candleSubscribers[i] = new Subscribers();
        }
    }

    public Instrument instrument() {
        return instrument;
    }

    public OrderBook book() {
        return book;
    }

    public InstrumentBars bars() {
        return bars;
    }

    /** Decimals of price × quantity. */
    public int notionalScale() {
        return instrument.priceScale() + instrument.qtyScale();
    }

    /** Seq of a stream's newest event; 0 before the first. */
    public long newestSeq(StreamKey key) {
        return switch (key.channel()) {
            case QUOTE -> quote.seq();
            case TRADE -> trade.seq();
            case STATUS -> status.seq();
            case BOOK -> book.newest().seq();
            case CANDLE -> bars.series(BarInterval.ofSeconds(key.detail())).seq();
        };
    }

    LastMessage quote() {
        return quote;
    }

    LastMessage trade() {
        return trade;
    }

    LastMessage status() {
        return status;
    }

    /** Views of the book that somebody subscribes to. */
    List<DepthView> depthViews() {
        return depthViews;
    }

    /** The view of a depth, made when it is the first of its kind. */
    DepthView depthView(int depth) {
        for (DepthView view : depthViews) {
            if (view.depth() == depth) {
                return view;
            }
        }
        DepthView view = new DepthView(book, instrument.id(), depth);
        depthViews.add(view);
        return view;
    }

    /** From now on the stream's events go to a subscription. */
    void begin(Subscription subscription) {
        subscribers(subscription.key()).add(subscription);
        updateWanted(subscription.key());
    }

    /** No more of them do. */
    void end(Subscription subscription) {
        StreamKey key = subscription.key();
        subscribers(key).remove(subscription);
        if (key.channel() == Channel.BOOK && key.detail() > 0) {
            depthViews.removeIf(view -> view.subscribers().isEmpty());
        }
        updateWanted(key);
    }

    private void updateWanted(StreamKey key) {
        if (key.channel() == Channel.CANDLE) {
            BarInterval interval = BarInterval.ofSeconds(key.detail());
            bars.series(interval).wanted(!candleSubscribers(interval).isEmpty());
        }
    }

    Subscribers subscribers(StreamKey key) {
        return switch (key.channel()) {
            case QUOTE -> quoteSubscribers;
            case TRADE -> tradeSubscribers;
            case STATUS -> statusSubscribers;
            case BOOK ->
                    key.detail() == 0 ? bookSubscribers : depthView(key.detail()).subscribers();
            case CANDLE -> candleSubscribers(BarInterval.ofSeconds(key.detail()));
        };
    }

    Subscribers quoteSubscribers() {
        return quoteSubscribers;
    }

    Subscribers tradeSubscribers() {
        return tradeSubscribers;
    }

    Subscribers statusSubscribers() {
        return statusSubscribers;
    }

    Subscribers bookSubscribers() {
        return bookSubscribers;
    }

    Subscribers candleSubscribers(BarInterval interval) {
        return candleSubscribers[interval.ordinal()];
    }
}
