package io.ticktide.distribute;

import io.ticktide.candles.BarInterval;
import io.ticktide.candles.BarListener;
import io.ticktide.candles.InstrumentBars;
import io.ticktide.feed.Instrument;
import io.ticktide.session.Channel;
import io.ticktide.session.StreamKey;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What is known of one instrument as of the newest event read: last quote, last trade, book, bars;
 * and who subscribes to its streams.
 *
 * <p>Owner: the I/O thread of its {@link Distributor}.
 */
public final class InstrumentState {
    private static final int MOST_MESSAGE_BYTES = 80;

    private final Instrument instrument;
    private final LastMessage quote = new LastMessage();
    private final LastMessage trade = new LastMessage();
    private final OrderBook book = new OrderBook();
    private final InstrumentBars bars;
    private final Subscribers quoteSubscribers = new Subscribers();
    private final Subscribers tradeSubscribers = new Subscribers();
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

    LastMessage quote() {
        return quote;
    }

    LastMessage trade() {
        return trade;
    }

    Subscribers quoteSubscribers() {
        return quoteSubscribers;
    }

    Subscribers tradeSubscribers() {
        return tradeSubscribers;
    }

    Subscribers candleSubscribers(BarInterval interval) {
        return candleSubscribers[interval.ordinal()];
    }

    Subscribers subscribers(StreamKey key, BarInterval interval) {
        return key.channel() == Channel.QUOTE
                ? quoteSubscribers
                : key.channel() == Channel.TRADE
                        ? tradeSubscribers
                        : candleSubscribers[interval.ordinal()];
    }

    /** A copy of a stream's newest message. */
    static final class LastMessage {
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MOST_MESSAGE_BYTES]);
        private int length;

        void set(DirectBuffer message, int newLength) {
            buffer.putBytes(0, message, 0, newLength);
            length = newLength;
        }

        DirectBuffer buffer() {
            return buffer;
        }

        /** Bytes; 0 before the first message. */
        int length() {
            return length;
        }
    }
}
