package io.ticktide.cli.sub;

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
import io.ticktide.codecs.sbe.PacketHeaderEncoder;
import io.ticktide.codecs.sbe.QuoteEncoder;
import io.ticktide.codecs.sbe.QuoteWideEncoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.codecs.sbe.TradeEncoder;
import io.ticktide.codecs.sbe.TradeSummaryEncoder;
import io.ticktide.codecs.sbe.TradingState;
import io.ticktide.codecs.sbe.TradingStatusEncoder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes packets as a server would; instrument 3 is BTC-USD at scales 2 and 5. */
public final class Packets {
    /** 2024-08-09 03:34:00.123456789 UTC. */
    public static final long TIME_NS = 1_723_174_440_123_456_789L;

    private final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[4_096]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PacketHeaderEncoder packet = new PacketHeaderEncoder();
    private int end = PacketHeaderEncoder.ENCODED_LENGTH;
    private int messages;

    public Packets definition() {
        InstrumentDefinitionEncoder definition = new InstrumentDefinitionEncoder();
        definition
                .wrapAndApplyHeader(buffer, end, header)
                .tickSize(1)
                .lotSize(1)
                .instrumentId(3)
                .priceExp((byte) -2)
                .qtyExp((byte) -5)
                .kind(InstrumentKind.CRYPTO_SPOT)
                .symbol("BTC-USD")
                .description("Bitcoin / US Dollar")
                .venue("SIM")
                .currency("USD");
        return ended(definition.limit());
    }

    public Packets quote(long seq, long conflated) {
        QuoteEncoder quote = new QuoteEncoder().wrapAndApplyHeader(buffer, end, header);
        event(quote.ev(), seq, conflated);
        quote.bidPx(6_183_763).bidQty(378_826).askQty(154_698).spread(1);
        return ended(quote.limit());
    }

    public Packets quoteWithoutBid(long seq) {
        QuoteWideEncoder quote = new QuoteWideEncoder().wrapAndApplyHeader(buffer, end, header);
        event(quote.ev(), seq, 0);
        quote.bidPx(QuoteWideEncoder.bidPxNullValue()).bidQty(QuoteWideEncoder.bidQtyNullValue());
        quote.askPx(6_183_764).askQty(154_698);
        return ended(quote.limit());
    }

    public Packets trade(long seq) {
        TradeEncoder trade = new TradeEncoder().wrapAndApplyHeader(buffer, end, header);
        event(trade.ev(), seq, 0);
        trade.price(6_183_764).qty(100).tradeId(77).aggressor(Side.BUY);
        return ended(trade.limit());
    }

    public Packets tradeSummary(long seq, int trades) {
        TradeSummaryEncoder summary =
                new TradeSummaryEncoder().wrapAndApplyHeader(buffer, end, header);
        event(summary.ev(), seq, trades - 1L);
        summary.tsFirst(TIME_NS).firstPx(6_183_700).highPx(6_183_800).lowPx(6_183_600);
        summary.lastPx(6_183_750).volume(250_000).buyVolume(0).notional(0).firstTradeId(1);
        summary.lastTradeId(trades).trades(trades).notionalExp((byte) -7);
        summary.lastAggressor(Side.SELL);
        return ended(summary.limit());
    }

    public Packets candle(long seq) {
        CandleEncoder bar = new CandleEncoder().wrapAndApplyHeader(buffer, end, header);
        event(bar.ev(), seq, 0);
        bar.openTime(TIME_NS / 60_000_000_000L * 60_000_000_000L).openPx(1_000).highPx(1_200);
        bar.lowPx(900).closePx(1_100).volume(1_243_238).notional(0).firstTradeSeq(1);
        bar.lastTradeSeq(875).trades(875).intervalSec(60).revision(0).state(BarState.CLOSED);
        bar.quality().clear().pARTIAL_START(true);
        bar.notionalExp((byte) -7);
        return ended(bar.limit());
    }

    /** A snapshot of one level per side at depth 5, or a delta of the ask to this price. */
    public Packets book(long seq, boolean isSnapshot, long askPx) {
        if (isSnapshot) {
            BookSnapshotEncoder book =
                    new BookSnapshotEncoder().wrapAndApplyHeader(buffer, end, header);
            event(book.ev(), seq, 0);
            book.ev().flags().lAST_IN_EVENT(true);
            book.depth(5).bidsCount(1).next().price(6_183_763).qty(100);
            book.asksCount(1).next().price(askPx).qty(200);
            return ended(book.limit());
        }
        BookDeltaEncoder delta = new BookDeltaEncoder().wrapAndApplyHeader(buffer, end, header);
        event(delta.ev(), seq, 0);
        delta.ev().flags().lAST_IN_EVENT(true);
        delta.depth(5).levelsCount(1).next().price(askPx).qty(300).side(Side.SELL);
        return ended(delta.limit());
    }

    /** Trading goes on. */
    public Packets status(long seq) {
        TradingStatusEncoder status =
                new TradingStatusEncoder().wrapAndApplyHeader(buffer, end, header);
        event(status.ev(), seq, 0);
        status.state(TradingState.OPEN);
        return ended(status.limit());
    }

    public Packets heartbeat(long seq, long conflated) {
        HeartbeatEncoder heartbeat = new HeartbeatEncoder();
        heartbeat
                .wrapAndApplyHeader(buffer, end, header)
                .serverTime(TIME_NS)
                .streamsCount(1)
                .next()
                .seq(seq)
                .conflated(conflated)
                .detail(0)
                .instrumentId(3)
                .channel(Channel.QUOTE)
                .cause()
                .clear()
                .sLOW(conflated > 0);
        return ended(heartbeat.limit());
    }

    /** The packet, exactly as long as it is, plus some bytes that do not belong to it. */
    public UnsafeBuffer bytes(int surplus) {
        packet.wrap(buffer, 0)
                .sendTime(TIME_NS)
                .msgCount(messages)
                .headerLength((short) PacketHeaderEncoder.ENCODED_LENGTH)
                .packetFlags((short) 0);
        byte[] exact = new byte[end + surplus];
        buffer.getBytes(0, exact);
        return new UnsafeBuffer(exact);
    }

    private Packets ended(int limit) {
        end = limit;
        messages++;
        return this;
    }

    private static void event(EvEncoder ev, long seq, long conflated) {
        ev.tsEvent(TIME_NS).tsIngress(TIME_NS).seq(seq).conflated(conflated).instrumentId(3);
        ev.cause().clear().rATE(conflated > 0);
        ev.flags().clear().sNAPSHOT(seq == 1);
    }
}
