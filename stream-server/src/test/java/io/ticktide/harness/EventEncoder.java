package io.ticktide.harness;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BarState;
import io.ticktide.codecs.sbe.CandleEncoder;
import io.ticktide.codecs.sbe.EvEncoder;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.codecs.sbe.QuoteEncoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.codecs.sbe.TradeEncoder;
import io.ticktide.session.Message;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes events as the ring holds them; each message is valid until the next call. */
public final class EventEncoder {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final QuoteEncoder quote = new QuoteEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final CandleEncoder candle = new CandleEncoder();
    private final Message view = new Message();

    /** A quote one tick wide with quantities 1 and 2. */
    public Message quote(int instrumentId, long seq, long bidPx) {
        quote.wrapAndApplyHeader(buffer, 0, header);
        event(quote.ev(), instrumentId, seq, seq);
        quote.bidPx(bidPx).bidQty(1).askQty(2).spread(1);
        return view.wrap(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + quote.encodedLength());
    }

    public Message trade(int instrumentId, long seq, long tsEvent, long price, long qty) {
        trade.wrapAndApplyHeader(buffer, 0, header);
        event(trade.ev(), instrumentId, seq, tsEvent);
        trade.price(price).qty(qty).tradeId(1_000 + seq);
        trade.aggressor(seq % 2 == 0 ? Side.BUY : Side.SELL);
        return view.wrap(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + trade.encodedLength());
    }

    /** A bar of one trade at price {@code seq}. */
    public Message candle(
            int instrumentId, long seq, int intervalSec, long openTimeNs, BarState state) {
        candle.wrapAndApplyHeader(buffer, 0, header);
        event(candle.ev(), instrumentId, seq, openTimeNs);
        candle.openTime(openTimeNs).openPx(seq).highPx(seq).lowPx(seq).closePx(seq);
        candle.volume(1).notional(seq).firstTradeSeq(1).lastTradeSeq(1).trades(1);
        candle.intervalSec(intervalSec).revision(0).state(state);
        candle.quality().clear();
        candle.notionalExp((byte) -TestMarket.NOTIONAL_SCALE);
        return view.wrap(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + candle.encodedLength());
    }

    private void event(EvEncoder ev, int instrumentId, long seq, long tsEvent) {
        ev.tsEvent(tsEvent).tsIngress(tsEvent + 1).seq(seq).instrumentId(instrumentId);
        EventHeader.fresh(buffer, 0, Bits.FLAG_LAST_IN_EVENT);
    }
}
