package io.ticktide.session;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.Notional;
import io.ticktide.codecs.sbe.EvEncoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.codecs.sbe.TradeEncoder;
import io.ticktide.codecs.sbe.TradeSummaryEncoder;
import java.util.concurrent.TimeUnit;

/**
 * One or more trades of one second, in the order of arrival. Encodes itself as the trade it is, or
 * as a summary of those it holds.
 *
 * <p>Owner: that of its {@link TradeSubscription}.
 */
final class TradeSummary {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final Notional notional = new Notional();
    private final int instrumentId;
    private int flags;
    private int cause;
    private long tsFirst;
    private long tsEvent;
    private long tsIngress;
    private long seq;
    private long firstPx;
    private long highPx;
    private long lowPx;
    private long lastPx;
    private long volume;
    private long buyVolume;
    private long firstTradeId;
    private long lastTradeId;
    private long trades;
    private Side lastAggressor;

    TradeSummary(TradeDecoder first, int flags, int cause) {
        this.flags = flags;
        instrumentId = first.ev().instrumentId();
        tsFirst = first.ev().tsEvent();
        firstPx = first.price();
        highPx = firstPx;
        lowPx = firstPx;
        firstTradeId = first.tradeId();
        add(first, cause);
    }

    /** Whether a trade may join: same second, and this is no snapshot. */
    boolean takes(TradeDecoder trade) {
        return !isSnapshot()
                && Math.floorDiv(trade.ev().tsEvent(), SECOND_NS)
                        == Math.floorDiv(tsEvent, SECOND_NS);
    }

    void add(TradeDecoder trade, int addedCause) {
        cause |= addedCause;
        tsEvent = trade.ev().tsEvent();
        tsIngress = trade.ev().tsIngress();
        seq = trade.ev().seq();
        lastPx = trade.price();
        highPx = Math.max(highPx, lastPx);
        lowPx = Math.min(lowPx, lastPx);
        volume += trade.qty();
        lastAggressor = trade.aggressor();
        if (lastAggressor == Side.BUY) {
            buyVolume += trade.qty();
        }
        notional.add(lastPx, trade.qty());
        lastTradeId = trade.tradeId();
        trades++;
    }

    /** Takes in the summary that came before, across a second: flagged RESET from now on. */
    void mergeOlder(TradeSummary older, int reason) {
        cause |= older.cause | reason;
        flags |= Bits.FLAG_RESET;
        tsFirst = older.tsFirst;
        firstPx = older.firstPx;
        highPx = Math.max(highPx, older.highPx);
        lowPx = Math.min(lowPx, older.lowPx);
        volume += older.volume;
        buyVolume += older.buyVolume;
        notional.add(older.notional);
        firstTradeId = older.firstTradeId;
        trades += older.trades;
    }

    long seq() {
        return seq;
    }

    long tsIngress() {
        return tsIngress;
    }

    int cause() {
        return cause;
    }

    boolean isSnapshot() {
        return (flags & Bits.FLAG_SNAPSHOT) != 0;
    }

    void markSnapshot() {
        flags |= Bits.FLAG_SNAPSHOT;
    }

    /** The message, valid until the writer's next. */
    Message encode(TradeWriter writer, int notionalScale) {
        return trades == 1 ? encodeTrade(writer) : encodeSummary(writer, notionalScale);
    }

    private Message encodeTrade(TradeWriter writer) {
        TradeEncoder trade = writer.trade();
        event(writer, trade.ev());
        trade.price(lastPx).qty(volume).tradeId(lastTradeId).aggressor(lastAggressor);
        return writer.message(trade.encodedLength());
    }

    private Message encodeSummary(TradeWriter writer, int notionalScale) {
        int dropped = notional.droppedDigits();
        TradeSummaryEncoder summary = writer.summary();
        event(writer, summary.ev());
        summary.tsFirst(tsFirst)
                .firstPx(firstPx)
                .highPx(highPx)
                .lowPx(lowPx)
                .lastPx(lastPx)
                .volume(volume)
                .buyVolume(buyVolume)
                .notional(notional.mantissa(dropped))
                .firstTradeId(firstTradeId)
                .lastTradeId(lastTradeId)
                .trades(trades)
                .notionalExp((byte) (dropped - notionalScale))
                .lastAggressor(lastAggressor);
        return writer.message(summary.encodedLength());
    }

    private void event(TradeWriter writer, EvEncoder ev) {
        ev.tsEvent(tsEvent).tsIngress(tsIngress).seq(seq).instrumentId(instrumentId);
        EventHeader.fresh(writer.buffer(), 0, flags);
        EventHeader.addCause(writer.buffer(), 0, cause);
    }
}
