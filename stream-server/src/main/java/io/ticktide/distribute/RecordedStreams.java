package io.ticktide.distribute;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.QuoteWideDecoder;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.codecs.sbe.TradingStatusDecoder;
import io.ticktide.session.Channel;
import org.agrona.DirectBuffer;

/** Which streams the messages of a recording belong to. Thread-safe: no state. */
public final class RecordedStreams {
    private RecordedStreams() {}

    /** Index in the history of the stream that a message belongs to; negative for none. */
    public static int streamOf(DirectBuffer buffer, int offset) {
        Channel channel =
                switch (EventHeader.templateId(buffer, offset)) {
                    case QuoteDecoder.TEMPLATE_ID, QuoteWideDecoder.TEMPLATE_ID -> Channel.QUOTE;
                    case TradeDecoder.TEMPLATE_ID -> Channel.TRADE;
                    case BookDeltaDecoder.TEMPLATE_ID -> Channel.BOOK;
                    case TradingStatusDecoder.TEMPLATE_ID -> Channel.STATUS;
                    default -> null;
                };
        return channel == null
                ? -1
                : StreamOpener.streamIndex(EventHeader.instrumentId(buffer, offset), channel);
    }
}
