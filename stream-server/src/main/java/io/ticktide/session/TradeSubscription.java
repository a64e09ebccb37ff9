package io.ticktide.session;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.TradeDecoder;
import java.util.ArrayDeque;

/**
 * Trades: those that wait become summaries, none of which crosses a second, the finest bar
 * interval; so bars built from summaries are those built from the trades. When the list of
 * summaries is full the two oldest merge, and RESET says that the bars in between are lost.
 */
public final class TradeSubscription extends Subscription {
    private final int mostSummaries;
    private final int notionalScale;
    private final ArrayDeque<TradeSummary> pending = new ArrayDeque<>(2);
    private final TradeDecoder trade = new TradeDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long droppedSeq;

    /**
     * @param notionalScale decimals of price × quantity.
     */
    public TradeSubscription(Session session, StreamKey key, long lastSeq, int notionalScale) {
        super(session, key, lastSeq);
        this.notionalScale = notionalScale;
        mostSummaries = session.limits().tradeSummaries();
    }

    @Override
    boolean isPending() {
        return !pending.isEmpty();
    }

    @Override
    void conflate(Message message, int reason) {
        trade.wrapAndApplyHeader(message.buffer(), message.offset(), header);
        int cause = ownCause(message);
        TradeSummary newest = pending.peekLast();
        if (newest != null && newest.takes(trade)) {
            newest.add(trade, cause | reason);
            return;
        }
        if (pending.size() == mostSummaries) {
            mergeOldest(reason);
        }
        int flags = EventHeader.flags(message.buffer(), message.offset());
        pending.add(new TradeSummary(trade, flags, cause));
    }

    @Override
    void seed(Message snapshot) {
        conflate(snapshot, 0);
        pending.getLast().markSnapshot();
    }

    @Override
    boolean merges(Message next) {
        trade.wrapAndApplyHeader(next.buffer(), next.offset(), header);
        return pending.isEmpty() || pending.getLast().takes(trade);
    }

    @Override
    boolean drain() {
        dropOld();
        for (int due = messagesDue(); due > 0; due--) {
            if (!deliver(
                    pending.peek()
                            .encode(session().pool().workbench().tradeWriter(), notionalScale),
                    0)) {
                return false;
            }
            pending.poll();
            dropOld();
        }
        return true;
    }

    /**
     * With a rate one, unless the list is more than half full: merging its summaries loses bars.
     */
    private int messagesDue() {
        int waiting = pending.size();
        boolean hasRate = options().maxRate() > 0;
        return hasRate ? Math.min(waiting, Math.max(1, waiting - mostSummaries / 2)) : waiting;
    }

    private void dropOld() {
        while (!pending.isEmpty()
                && !pending.peek().isSnapshot()
                && isTooOld(pending.peek().tsIngress())) {
            TradeSummary oldest = pending.poll();
            lose(Bits.CAUSE_AGE | oldest.cause());
            droppedSeq = oldest.seq();
        }
    }

    @Override
    long silentSeq() {
        return Math.max(droppedSeq, super.silentSeq());
    }

    private void mergeOldest(int reason) {
        TradeSummary oldest = pending.poll();
        if (oldest.isSnapshot()) {
            // Its trade was told before, in its time; only its place in the count matters.
            lose(reason | oldest.cause());
            return;
        }
        pending.element().mergeOlder(oldest, reason);
    }
}
