package io.ticktide.cli.inspect;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BarState;
import io.ticktide.codecs.sbe.BookDeltaEncoder;
import io.ticktide.codecs.sbe.BookSnapshotEncoder;
import io.ticktide.codecs.sbe.CandleEncoder;
import io.ticktide.codecs.sbe.Channel;
import io.ticktide.codecs.sbe.EvEncoder;
import io.ticktide.codecs.sbe.HeartbeatEncoder;
import io.ticktide.codecs.sbe.InstrumentDefinitionEncoder;
import io.ticktide.codecs.sbe.InstrumentKind;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.codecs.sbe.QuoteEncoder;
import io.ticktide.codecs.sbe.QuoteWideEncoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.codecs.sbe.TradeEncoder;
import io.ticktide.codecs.sbe.TradeSummaryEncoder;
import io.ticktide.codecs.sbe.TradingState;
import io.ticktide.codecs.sbe.TradingStatusEncoder;
import io.ticktide.feed.Instrument;
import io.ticktide.session.Message;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** One message of each kind with values as a market has them; each is valid until the next call. */
final class SampleMessages {
    static final Instrument INSTRUMENT =
            new Instrument(
                    0,
                    "BTC-USD",
                    "Bitcoin / US Dollar",
                    "SIM",
                    "USD",
                    Instrument.Kind.CRYPTO_SPOT,
                    2,
                    6,
                    25,
                    10);

    private static final long T0_NS = 1_723_108_211_123_456_789L;
    private static final long PRICE = 6_412_350;
    private static final long QTY = 1_250_000;

    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(4_096);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final Message view = new Message();

    Message quote() {
        QuoteEncoder quote = new QuoteEncoder().wrapAndApplyHeader(buffer, 0, header);
        event(quote.ev());
        quote.bidPx(PRICE).bidQty(QTY).askQty(QTY).spread(50);
        return message(quote.encodedLength());
    }

    Message quoteWide() {
        QuoteWideEncoder quote = new QuoteWideEncoder().wrapAndApplyHeader(buffer, 0, header);
        event(quote.ev());
        quote.bidPx(PRICE).bidQty(QTY).askPx(PRICE + 50).askQty(QTY);
        return message(quote.encodedLength());
    }

    Message trade() {
        TradeEncoder trade = new TradeEncoder().wrapAndApplyHeader(buffer, 0, header);
        event(trade.ev());
        trade.price(PRICE).qty(QTY).tradeId(3_735_928_559L).aggressor(Side.BUY);
        return message(trade.encodedLength());
    }

    Message tradeSummary() {
        TradeSummaryEncoder summary =
                new TradeSummaryEncoder().wrapAndApplyHeader(buffer, 0, header);
        event(summary.ev());
        summary.tsFirst(T0_NS).firstPx(PRICE).highPx(PRICE).lowPx(PRICE).lastPx(PRICE);
        summary.volume(QTY).buyVolume(QTY).notional(PRICE * QTY);
        summary.firstTradeId(3_735_928_559L).lastTradeId(3_735_928_561L).trades(3);
        summary.notionalExp((byte) -8).lastAggressor(Side.BUY);
        return message(summary.encodedLength());
    }

    Message candle() {
        CandleEncoder candle = new CandleEncoder().wrapAndApplyHeader(buffer, 0, header);
        event(candle.ev());
        candle.openTime(T0_NS).openPx(PRICE).highPx(PRICE).lowPx(PRICE).closePx(PRICE);
        candle.volume(QTY).notional(PRICE * QTY).firstTradeSeq(9_001).lastTradeSeq(9_757);
        candle.trades(757).intervalSec(60).revision(0).state(BarState.OPEN);
        candle.quality().clear();
        candle.notionalExp((byte) -8);
        return message(candle.encodedLength());
    }

    Message bookDelta(int levels) {
        BookDeltaEncoder delta = new BookDeltaEncoder().wrapAndApplyHeader(buffer, 0, header);
        event(delta.ev());
        delta.depth(20);
        BookDeltaEncoder.LevelsEncoder group = delta.levelsCount(levels);
        for (int i = 0; i < levels; i++) {
            group.next().price(PRICE + i).qty(QTY).side(Side.BUY);
        }
        return message(delta.encodedLength());
    }

    /** A book of so many levels a side. */
    Message bookSnapshot(int depth) {
        BookSnapshotEncoder book = new BookSnapshotEncoder().wrapAndApplyHeader(buffer, 0, header);
        event(book.ev());
        book.depth(depth);
        BookSnapshotEncoder.BidsEncoder bids = book.bidsCount(depth);
        for (int i = 0; i < depth; i++) {
            bids.next().price(PRICE - i).qty(QTY);
        }
        BookSnapshotEncoder.AsksEncoder asks = book.asksCount(depth);
        for (int i = 0; i < depth; i++) {
            asks.next().price(PRICE + 1 + i).qty(QTY);
        }
        return message(book.encodedLength());
    }

    Message status() {
        TradingStatusEncoder status =
                new TradingStatusEncoder().wrapAndApplyHeader(buffer, 0, header);
        event(status.ev());
        status.state(TradingState.HALT);
        return message(status.encodedLength());
    }

    Message definition() {
        InstrumentDefinitionEncoder definition =
                new InstrumentDefinitionEncoder().wrapAndApplyHeader(buffer, 0, header);
        definition.tickSize(INSTRUMENT.tickSize()).lotSize(INSTRUMENT.lotSize());
        definition.instrumentId(INSTRUMENT.id());
        definition.priceExp((byte) -INSTRUMENT.priceScale());
        definition.qtyExp((byte) -INSTRUMENT.qtyScale());
        definition.kind(InstrumentKind.CRYPTO_SPOT);
        definition.symbol(INSTRUMENT.symbol()).description(INSTRUMENT.description());
        definition.venue(INSTRUMENT.venue()).currency(INSTRUMENT.currency());
        return message(definition.encodedLength());
    }

    Message heartbeat(int streams) {
        HeartbeatEncoder heartbeat = new HeartbeatEncoder().wrapAndApplyHeader(buffer, 0, header);
        heartbeat.serverTime(T0_NS);
        HeartbeatEncoder.StreamsEncoder group = heartbeat.streamsCount(streams);
        for (int i = 0; i < streams; i++) {
            group.next().seq(4_711).conflated(0).detail(0).instrumentId(INSTRUMENT.id());
            group.channel(Channel.QUOTE).cause().clear();
        }
        return message(heartbeat.encodedLength());
    }

    private void event(EvEncoder ev) {
        ev.tsEvent(T0_NS).tsIngress(T0_NS + 1_000_321).seq(42);
        ev.instrumentId(INSTRUMENT.id());
        EventHeader.fresh(buffer, 0, Bits.FLAG_LAST_IN_EVENT);
    }

    private Message message(int bodyBytes) {
        return view.wrap(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + bodyBytes);
    }
}
