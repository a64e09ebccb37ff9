package io.ticktide.feed;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.QuoteWideDecoder;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.codecs.sbe.TradingStatusDecoder;
import org.agrona.DirectBuffer;

/**
 * Tells a recorded message as the calls that a feed made when it was live. A book change of many
 * levels is several messages: the first tells its start, the last its end.
 *
 * <p>Owner: one thread, which gives it the messages in their order. Allocates nothing after
 * construction.
 */
public final class RecordedMessage {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final QuoteWideDecoder quoteWide = new QuoteWideDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final BookDeltaDecoder book = new BookDeltaDecoder();
    private final TradingStatusDecoder status = new TradingStatusDecoder();
    private boolean inBook;

    /** Tells an event; what is none, such as a time or a state, is not told. */
    public void tell(DirectBuffer message, int offset, MarketListener listener) {
        int templateId = EventHeader.templateId(message, offset);
        if (!EventHeader.isEvent(templateId)
                || (EventHeader.flags(message, offset) & Bits.FLAG_SNAPSHOT) != 0) {
            return;
        }
        int id = EventHeader.instrumentId(message, offset);
        long tsEvent = EventHeader.tsEvent(message, offset);
        switch (templateId) {
            case QuoteDecoder.TEMPLATE_ID -> {
                tellGap(message, offset, id, GapStream.QUOTE, listener);
                quote.wrapAndApplyHeader(message, offset, header);
                long bidPx = quote.bidPx();
                listener.onQuote(
                        id, tsEvent, bidPx, quote.bidQty(), bidPx + quote.spread(), quote.askQty());
            }
            case QuoteWideDecoder.TEMPLATE_ID -> {
                tellGap(message, offset, id, GapStream.QUOTE, listener);
                quoteWide.wrapAndApplyHeader(message, offset, header);
                listener.onQuote(
                        id,
                        tsEvent,
                        quoteWide.bidPx(),
                        quoteWide.bidQty(),
                        quoteWide.askPx(),
                        quoteWide.askQty());
            }
            case TradeDecoder.TEMPLATE_ID -> {
                tellGap(message, offset, id, GapStream.TRADE, listener);
                trade.wrapAndApplyHeader(message, offset, header);
                listener.onTrade(
                        id,
                        tsEvent,
                        trade.price(),
                        trade.qty(),
                        trade.tradeId(),
                        (byte) trade.aggressorRaw());
            }
            case BookDeltaDecoder.TEMPLATE_ID -> tellBook(message, offset, id, tsEvent, listener);
            case TradingStatusDecoder.TEMPLATE_ID -> {
                status.wrapAndApplyHeader(message, offset, header);
                listener.onStatus(id, tsEvent, (byte) status.stateRaw());
            }
            default -> {
                // A bar is no source event.
            }
        }
    }

    private void tellBook(
            DirectBuffer message, int offset, int id, long tsEvent, MarketListener listener) {
        int flags = EventHeader.flags(message, offset);
        if (!inBook) {
            tellGap(message, offset, id, GapStream.BOOK, listener);
            listener.onBookStart(id, tsEvent, (flags & Bits.FLAG_RESET) != 0);
        }
        book.wrapAndApplyHeader(message, offset, header);
        for (BookDeltaDecoder.LevelsDecoder level : book.levels()) {
            listener.onBookLevel((byte) level.sideRaw(), level.price(), level.qty());
        }
        inBook = (flags & Bits.FLAG_LAST_IN_EVENT) == 0;
        if (!inBook) {
            listener.onBookEnd();
        }
    }

    private static void tellGap(
            DirectBuffer message, int offset, int id, byte stream, MarketListener listener) {
        long missed = EventHeader.conflated(message, offset);
        if (missed > 0) {
            listener.onGap(id, stream, missed);
        }
    }
}
