package io.ticktide.codecs;

import static io.ticktide.codecs.PacketBuilder.T0_NS;
import static io.ticktide.codecs.PacketBuilder.ev;

import io.ticktide.codecs.sbe.BarState;
import io.ticktide.codecs.sbe.BookDeltaEncoder;
import io.ticktide.codecs.sbe.BookSnapshotEncoder;
import io.ticktide.codecs.sbe.CandleEncoder;
import io.ticktide.codecs.sbe.CauseEncoder;
import io.ticktide.codecs.sbe.Channel;
import io.ticktide.codecs.sbe.HeartbeatEncoder;
import io.ticktide.codecs.sbe.InstrumentDefinitionEncoder;
import io.ticktide.codecs.sbe.InstrumentKind;
import io.ticktide.codecs.sbe.QuoteEncoder;
import io.ticktide.codecs.sbe.QuoteWideEncoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.codecs.sbe.TradeEncoder;
import io.ticktide.codecs.sbe.TradeSummaryEncoder;
import io.ticktide.codecs.sbe.TradingState;
import io.ticktide.codecs.sbe.TradingStatusEncoder;
import java.util.List;

/** The golden frames as this version encodes them; their files say what every version decodes. */
final class GoldenFrames {
    private static final long MAX = Decimals.MAX_MANTISSA;

    private GoldenFrames() {}

    static List<GoldenFrame> all() {
        return List.of(
                frame("heartbeat", "three silent streams, of one what it left out", heartbeat()),
                frame("definition", "BTC-USD, price 2 and quantity 6 decimals", definition()),
                frame("quote", "the usual quote: 76 bytes", quote(packet())),
                frame("quote-wide", "no bid side", quoteWide()),
                frame("trade", "an aggressive buyer", trade(packet(), 9_757)),
                frame("trade-summary", "three trades merged for a slow client", summary()),
                frame("book-delta", "a level changed, a level removed", bookDelta()),
                frame("book-snapshot", "the best two bids and one ask", bookSnapshot()),
                frame("trading-status", "a halt", tradingStatus()),
                frame("candle", "a one-minute bar, corrected once", candle()),
                frame("packet", "definition, quote and two trades", several()),
                frame("extremes", "largest, smallest and null values, empty groups", extremes()));
    }

    private static GoldenFrame frame(String name, String about, PacketBuilder packet) {
        return new GoldenFrame(name, about, packet);
    }

    private static PacketBuilder packet() {
        return new PacketBuilder(T0_NS + 2_000_000);
    }

    private static PacketBuilder heartbeat() {
        PacketBuilder packet = packet();
        HeartbeatEncoder heartbeat = new HeartbeatEncoder();
        return packet.add(
                at -> {
                    heartbeat.wrapAndApplyHeader(packet.buffer(), at, packet.header());
                    heartbeat.serverTime(T0_NS + 1_999_999);
                    HeartbeatEncoder.StreamsEncoder streams = heartbeat.streamsCount(3);
                    stream(streams, 4_711, 2, 1, Channel.TRADE).cREDIT(true).uPSTREAM(true);
                    streams.detail(0);
                    stream(streams, 17, 0, 300, Channel.CANDLE);
                    streams.detail(60);
                    stream(streams, 2, 0, 1, Channel.STATUS);
                    streams.detail(0);
                    return heartbeat.limit();
                });
    }

    private static CauseEncoder stream(
            HeartbeatEncoder.StreamsEncoder streams, long seq, long left, int id, Channel channel) {
        streams.next().seq(seq).conflated(left).instrumentId(id).channel(channel);
        return streams.cause().clear();
    }

    private static PacketBuilder definition() {
        return definition(packet(), "BTC-USD", "Bitcoin / US Dollar", "SIM", "USD");
    }

    private static PacketBuilder definition(
            PacketBuilder packet, String symbol, String about, String venue, String currency) {
        InstrumentDefinitionEncoder definition = new InstrumentDefinitionEncoder();
        return packet.add(
                at ->
                        definition
                                .wrapAndApplyHeader(packet.buffer(), at, packet.header())
                                .tickSize(25)
                                .lotSize(10)
                                .instrumentId(1)
                                .priceExp((byte) -2)
                                .qtyExp((byte) -6)
                                .kind(InstrumentKind.CRYPTO_SPOT)
                                .symbol(symbol)
                                .description(about)
                                .venue(venue)
                                .currency(currency)
                                .limit());
    }

    private static PacketBuilder quote(PacketBuilder packet) {
        QuoteEncoder quote = new QuoteEncoder();
        return packet.add(
                at -> {
                    quote.wrapAndApplyHeader(packet.buffer(), at, packet.header());
                    ev(quote.ev(), 1, 42, 3).cause().rATE(true);
                    quote.ev().flags().lAST_IN_EVENT(true);
                    quote.bidPx(6_412_300).bidQty(1_500_000).askQty(250_000).spread(50);
                    return quote.limit();
                });
    }

    private static PacketBuilder quoteWide() {
        PacketBuilder packet = packet();
        QuoteWideEncoder quote = new QuoteWideEncoder();
        return packet.add(
                at -> {
                    quote.wrapAndApplyHeader(packet.buffer(), at, packet.header());
                    ev(quote.ev(), 1, 43, 0).flags().sNAPSHOT(true);
                    quote.bidPx(Decimals.NULL).bidQty(Decimals.NULL);
                    quote.askPx(6_412_350).askQty(250_000);
                    return quote.limit();
                });
    }

    private static PacketBuilder trade(PacketBuilder packet, long seq) {
        TradeEncoder trade = new TradeEncoder();
        return packet.add(
                at -> {
                    trade.wrapAndApplyHeader(packet.buffer(), at, packet.header());
                    ev(trade.ev(), 1, seq, 0).flags().rEPLAY(true);
                    trade.price(6_412_350)
                            .qty(12_345)
                            .tradeId(3_735_918_802L + seq)
                            .aggressor(Side.BUY);
                    return trade.limit();
                });
    }

    private static PacketBuilder summary() {
        PacketBuilder packet = packet();
        TradeSummaryEncoder summary = new TradeSummaryEncoder();
        return packet.add(
                at -> {
                    summary.wrapAndApplyHeader(packet.buffer(), at, packet.header());
                    ev(summary.ev(), 1, 9_760, 2).cause().sLOW(true).rATE(true);
                    summary.tsFirst(T0_NS - 250_000_000)
                            .firstPx(6_412_350)
                            .highPx(6_412_425)
                            .lowPx(6_412_300)
                            .lastPx(6_412_325)
                            .volume(37_000)
                            .buyVolume(12_345)
                            .notional(237_256_000_000L)
                            .firstTradeId(3_735_928_560L)
                            .lastTradeId(3_735_928_562L)
                            .trades(3)
                            .notionalExp((byte) -8)
                            .lastAggressor(Side.SELL);
                    return summary.limit();
                });
    }

    private static PacketBuilder bookDelta() {
        PacketBuilder packet = packet();
        BookDeltaEncoder delta = new BookDeltaEncoder();
        return packet.add(
                at -> {
                    delta.wrapAndApplyHeader(packet.buffer(), at, packet.header());
                    ev(delta.ev(), 2, 5, 0).flags().rESET(true);
                    delta.depth(20)
                            .levelsCount(2)
                            .next()
                            .price(6_412_300)
                            .qty(1_500_000)
                            .side(Side.BUY)
                            .next()
                            .price(6_412_375)
                            .qty(0)
                            .side(Side.SELL);
                    return delta.limit();
                });
    }

    private static PacketBuilder bookSnapshot() {
        PacketBuilder packet = packet();
        BookSnapshotEncoder snapshot = new BookSnapshotEncoder();
        return packet.add(
                at -> {
                    snapshot.wrapAndApplyHeader(packet.buffer(), at, packet.header());
                    ev(snapshot.ev(), 2, 6, 4).cause().dEPTH(true).sLOW(true);
                    snapshot.ev().flags().sNAPSHOT(true).rETRANSMIT(true);
                    snapshot.depth(5)
                            .bidsCount(2)
                            .next()
                            .price(6_412_300)
                            .qty(1_500_000)
                            .next()
                            .price(6_412_275)
                            .qty(12_345);
                    snapshot.asksCount(1).next().price(6_412_350).qty(250_000);
                    return snapshot.limit();
                });
    }

    private static PacketBuilder tradingStatus() {
        PacketBuilder packet = packet();
        TradingStatusEncoder status = new TradingStatusEncoder();
        return packet.add(
                at -> {
                    status.wrapAndApplyHeader(packet.buffer(), at, packet.header());
                    ev(status.ev(), 1, 2, 0).flags().lAST_IN_EVENT(true);
                    status.state(TradingState.HALT);
                    return status.limit();
                });
    }

    private static PacketBuilder candle() {
        PacketBuilder packet = packet();
        CandleEncoder candle = new CandleEncoder();
        return packet.add(
                at -> {
                    candle.wrapAndApplyHeader(packet.buffer(), at, packet.header());
                    ev(candle.ev(), 1, 88, 7).cause().uPSTREAM(true);
                    candle.openTime(1_723_108_200_000_000_000L)
                            .openPx(6_412_000)
                            .highPx(6_413_025)
                            .lowPx(6_411_975)
                            .closePx(6_412_350)
                            .volume(21_201_233)
                            .notional(135_949_726_417_550L)
                            .firstTradeSeq(9_001)
                            .lastTradeSeq(9_757)
                            .trades(757)
                            .intervalSec(60)
                            .revision(1)
                            .state(BarState.CORRECTED)
                            .notionalExp((byte) -8)
                            .quality()
                            .clear()
                            .lATE_TRADES(true)
                            .uPSTREAM_GAP(true);
                    return candle.limit();
                });
    }

    private static PacketBuilder several() {
        PacketBuilder packet = packet();
        definition(packet, "BTC-USD", "Bitcoin / US Dollar", "SIM", "USD");
        return trade(trade(quote(packet), 9_757), 9_758);
    }

    private static PacketBuilder extremes() {
        PacketBuilder packet = new PacketBuilder(Long.MAX_VALUE);
        definition(packet, "", "Zürich €\t\"日経\" \\ 💹", "v".repeat(254), "");
        HeartbeatEncoder heartbeat = new HeartbeatEncoder();
        BookDeltaEncoder delta = new BookDeltaEncoder();
        BookSnapshotEncoder snapshot = new BookSnapshotEncoder();
        QuoteEncoder quote = new QuoteEncoder();
        QuoteWideEncoder wide = new QuoteWideEncoder();
        TradeEncoder trade = new TradeEncoder();
        packet.add(
                at -> {
                    heartbeat.wrapAndApplyHeader(packet.buffer(), at, packet.header());
                    heartbeat.serverTime(-1).streamsCount(0);
                    return heartbeat.limit();
                });
        packet.add(
                at -> {
                    delta.wrapAndApplyHeader(packet.buffer(), at, packet.header());
                    ev(delta.ev(), 0, 1, 0);
                    delta.depth(0).levelsCount(0);
                    return delta.limit();
                });
        packet.add(
                at -> {
                    snapshot.wrapAndApplyHeader(packet.buffer(), at, packet.header());
                    ev(snapshot.ev(), 0, 1, 0);
                    snapshot.depth(0).bidsCount(0);
                    snapshot.asksCount(0);
                    return snapshot.limit();
                });
        packet.add(
                at -> {
                    quote.wrapAndApplyHeader(packet.buffer(), at, packet.header());
                    ev(quote.ev(), 65_534, MAX, 4_294_967_294L);
                    quote.ev().tsEvent(Long.MAX_VALUE).tsIngress(0);
                    quote.ev().cause().rATE(true).sLOW(true).cREDIT(true).aGE(true);
                    quote.ev().cause().cATCHUP(true).uPSTREAM(true).sERVER(true).dEPTH(true);
                    quote.ev().flags().sNAPSHOT(true).lAST_IN_EVENT(true).rEPLAY(true).rESET(true);
                    quote.ev().flags().rETRANSMIT(true);
                    quote.bidPx(-MAX).bidQty(MAX).askQty(0).spread(-Integer.MAX_VALUE);
                    return quote.limit();
                });
        packet.add(
                at -> {
                    wide.wrapAndApplyHeader(packet.buffer(), at, packet.header());
                    ev(wide.ev(), 0, 2, 0);
                    wide.bidPx(Decimals.NULL).bidQty(Decimals.NULL);
                    wide.askPx(Decimals.NULL).askQty(Decimals.NULL);
                    return wide.limit();
                });
        return packet.add(
                at -> {
                    trade.wrapAndApplyHeader(packet.buffer(), at, packet.header());
                    ev(trade.ev(), 0, 3, 0);
                    trade.price(-1).qty(MAX).tradeId(-2).aggressor(Side.NONE);
                    return trade.limit();
                });
    }
}
