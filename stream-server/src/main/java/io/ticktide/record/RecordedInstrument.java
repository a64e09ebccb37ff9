package io.ticktide.record;

import io.ticktide.candles.BarInterval;
import io.ticktide.candles.InstrumentBars;
import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.QuoteWideDecoder;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.codecs.sbe.TradingStatusDecoder;
import io.ticktide.market.LastMessage;
import io.ticktide.market.OrderBook;
import org.agrona.DirectBuffer;

/** One instrument of a {@link MarketState}. Owner: that of the state. */
final class RecordedInstrument {
    private final int id;
    private final LastMessage quote = new LastMessage();
    private final LastMessage trade = new LastMessage();
    private final LastMessage status = new LastMessage();
    private final OrderBook book = new OrderBook();
    private final InstrumentBars bars;
    private final TradeDecoder tradeDecoder = new TradeDecoder();
    private final BookDeltaDecoder bookDecoder = new BookDeltaDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    RecordedInstrument(int id, InstrumentBars bars) {
        this.id = id;
        this.bars = bars;
    }

    void apply(int templateId, DirectBuffer message, int offset, int length) {
        switch (templateId) {
            case QuoteDecoder.TEMPLATE_ID, QuoteWideDecoder.TEMPLATE_ID ->
                    quote.set(message, offset, length);
            case TradeDecoder.TEMPLATE_ID -> {
                trade.set(message, offset, length);
                if ((EventHeader.flags(message, offset) & Bits.FLAG_SNAPSHOT) == 0) {
                    onTrade(message, offset);
                }
            }
            case BookDeltaDecoder.TEMPLATE_ID -> book.apply(bookDecoder, header, message, offset);
            case TradingStatusDecoder.TEMPLATE_ID -> status.set(message, offset, length);
            case CandleDecoder.TEMPLATE_ID -> bars.resume(message, offset);
            default ->
                    throw new IllegalStateException(
                            "template " + templateId + " in the ring: FeedIngress never writes it");
        }
    }

    void writeTo(SnapshotMessages snapshot) {
        snapshot.copy(quote);
        snapshot.copy(trade);
        snapshot.copy(status);
        snapshot.book(id, book);
        for (int i = 0; i < BarInterval.count(); i++) {
            snapshot.bar(bars.series(BarInterval.at(i)));
        }
    }

    private void onTrade(DirectBuffer message, int offset) {
        tradeDecoder.wrapAndApplyHeader(message, offset, header);
        bars.onTrade(
                EventHeader.tsEvent(message, offset),
                EventHeader.tsIngress(message, offset),
                EventHeader.flags(message, offset),
                EventHeader.cause(message, offset),
                tradeDecoder.price(),
                tradeDecoder.qty(),
                EventHeader.seq(message, offset));
    }
}
