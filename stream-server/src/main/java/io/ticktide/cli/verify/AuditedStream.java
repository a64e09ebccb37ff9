package io.ticktide.cli.verify;

import io.ticktide.cli.sub.Subscription;
import io.ticktide.codecs.Bits;
import io.ticktide.codecs.recording.EventDigest;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.codecs.sbe.TradeSummaryDecoder;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/**
 * One stream as it is received: its accounting, and the bars or the book that come of it.
 *
 * <p>Owner: the thread that reads the connection.
 */
final class AuditedStream {
    /** Intervals, in s, of which bars are built: the finest, and that of the hashes. */
    static final int[] BAR_SECONDS = {1, 60};

    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final String symbol;
    private final Subscription subscription;
    private final StreamLedger ledger;
    private final Violations violations;
    private final TradeBars[] bars = new TradeBars[BAR_SECONDS.length];
    private final BookMirror book = new BookMirror();
    private int priceScale;
    private int qtyScale;
    private boolean first;
    private long events;
    private long digest;

    AuditedStream(String symbol, Subscription subscription, Violations violations) {
        this.symbol = symbol;
        this.subscription = subscription;
        this.violations = violations;
        String detail = subscription.detail().isEmpty() ? "" : "/" + subscription.detail();
        ledger = new StreamLedger(symbol + '/' + subscription.channel() + detail, violations);
        for (int i = 0; i < bars.length; i++) {
            bars[i] = new TradeBars(BAR_SECONDS[i]);
        }
    }

    String symbol() {
        return symbol;
    }

    Subscription subscription() {
        return subscription;
    }

    StreamLedger ledger() {
        return ledger;
    }

    BookMirror book() {
        return book;
    }

    /** The bars of an interval by its place in {@link #BAR_SECONDS}. */
    TradeBars bars(int interval) {
        return bars[interval];
    }

    int priceScale() {
        return priceScale;
    }

    int qtyScale() {
        return qtyScale;
    }

    /** Counting begins behind a position: the first time, or with another server. */
    void begin(long lastSeq) {
        ledger.begin(lastSeq);
        first = true;
        for (TradeBars one : bars) {
            one.begin(lastSeq == 0);
        }
    }

    /** Digests a source event that came by itself, as the source told it. */
    void onSourceEvent(DirectBuffer message, int offset) {
        events++;
        digest += EventDigest.of(message, offset);
    }

    /** Source events digested. */
    long events() {
        return events;
    }

    /** Sum of {@link EventDigest} of them. */
    long digest() {
        return digest;
    }

    /** What its numbers mean. */
    void scales(int newPriceScale, int newQtyScale) {
        priceScale = newPriceScale;
        qtyScale = newQtyScale;
    }

    void onTrade(TradeDecoder trade, long conflated, int cause) {
        long timeNs = trade.ev().tsEvent();
        onCount(trade.ev().seq(), 1, conflated, cause, timeNs);
        long price = trade.price();
        for (TradeBars one : bars) {
            one.onTrades(timeNs, price, price, price, price, trade.qty(), 1);
        }
    }

    void onTradeSummary(TradeSummaryDecoder sum, long conflated, int cause, int flags) {
        long seq = sum.ev().seq();
        long firstNs = sum.tsFirst();
        long lastNs = sum.ev().tsEvent();
        onCount(seq, sum.trades(), conflated, cause, firstNs);
        boolean reset = (flags & Bits.FLAG_RESET) != 0;
        if (!reset && Math.floorDiv(firstNs, SECOND_NS) != Math.floorDiv(lastNs, SECOND_NS)) {
            violations.add(
                    ledger.name() + " seq " + seq + ": a summary crosses a second unflagged");
        }
        for (int i = 0; i < bars.length; i++) {
            long lengthNs = BAR_SECONDS[i] * SECOND_NS;
            if (Math.floorDiv(firstNs, lengthNs) != Math.floorDiv(lastNs, lengthNs)) {
                bars[i].onHole(firstNs, lastNs);
            }
            bars[i].onTrades(
                    lastNs,
                    sum.firstPx(),
                    sum.highPx(),
                    sum.lowPx(),
                    sum.lastPx(),
                    sum.volume(),
                    sum.trades());
        }
    }

    /** From now on the book's states are kept, this one first. */
    void keepBooks() {
        book.keepStates();
        book.onEvent(ledger.lastSeq(), BookAudit.LEVELS, priceScale, qtyScale);
    }

    /** After a book message was applied. */
    void onBookEvent(long seq, int flags) {
        if (!book.isStarted()) {
            violations.add(ledger.name() + " seq " + seq + ": a delta before any snapshot");
        }
        if ((flags & Bits.FLAG_LAST_IN_EVENT) != 0 && book.isCrossed()) {
            violations.add(
                    ledger.name()
                            + " seq "
                            + seq
                            + ": best bid / ask "
                            + book.best()
                            + ", expected bid < ask");
        }
        int depth = subscription.detailNumber();
        if (depth > 0 && book.depth() > depth) {
            violations.add(
                    ledger.name()
                            + " seq "
                            + seq
                            + ": a side has "
                            + book.depth()
                            + " levels, expected at most "
                            + depth);
        }
        book.onEvent(seq, BookAudit.LEVELS, priceScale, qtyScale);
    }

    // Of merged trades each is counted; whatever else is conflated was lost, for a cause.
    private void onCount(long seq, long trades, long conflated, int cause, long firstNs) {
        long lost = conflated + 1 - trades;
        if (lost != 0) {
            if (lost < 0 || (!first && (cause & Causes.LOSING) == 0)) {
                violations.add(
                        ledger.name()
                                + " seq "
                                + seq
                                + " stands for "
                                + trades
                                + " trades, expected conflated + 1 = "
                                + (conflated + 1));
            }
            for (TradeBars one : bars) {
                one.onHole(firstNs, firstNs);
            }
        }
        first = false;
    }
}
