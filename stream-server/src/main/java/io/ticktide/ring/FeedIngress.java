package io.ticktide.ring;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.Decimals;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.MessageCopy;
import io.ticktide.codecs.sbe.BookDeltaEncoder;
import io.ticktide.codecs.sbe.EvEncoder;
import io.ticktide.codecs.sbe.FeedClockEncoder;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.codecs.sbe.QuoteEncoder;
import io.ticktide.codecs.sbe.QuoteWideEncoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.codecs.sbe.TradeEncoder;
import io.ticktide.codecs.sbe.TradingState;
import io.ticktide.codecs.sbe.TradingStatusEncoder;
import io.ticktide.feed.GapStream;
import io.ticktide.feed.MarketListener;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;

/**
 * The ring's one writer: encodes what the feed tells into slots, numbers each stream 1, 2, 3 … and
 * stamps the time of ingress. What it writes is what a client receives.
 *
 * <p>Owner: the feed thread.
 */
public final class FeedIngress implements MarketListener {
    private static final byte STALE = io.ticktide.feed.TradingState.STALE;
    private static final int HEADER_BYTES = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int LEVEL_BYTES = BookDeltaEncoder.LevelsEncoder.sbeBlockLength();
    private static final int LEVELS_AT =
            HEADER_BYTES
                    + BookDeltaEncoder.BLOCK_LENGTH
                    + BookDeltaEncoder.LevelsEncoder.sbeHeaderSize();

    /** Levels of one slot; a change with more goes on in the next, LAST_IN_EVENT ends it. */
    public static final int LEVELS_PER_SLOT = (RingSlot.BYTES - LEVELS_AT) / LEVEL_BYTES;

    private final MarketRing ring;
    private final EpochNanoClock clock;
    private final FeedCounters counters;
    private final Runnable wakeReaders;
    private final int sourceFlags;
    private final StreamNumbers quoteNumbers;
    private final StreamNumbers tradeNumbers;
    private final StreamNumbers bookNumbers;
    private final StreamNumbers statusNumbers;
    private final byte[] states;
    private final boolean[] stale;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final QuoteEncoder quote = new QuoteEncoder();
    private final QuoteWideEncoder quoteWide = new QuoteWideEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final BookDeltaEncoder book = new BookDeltaEncoder();
    private final TradingStatusEncoder status = new TradingStatusEncoder();
    private final FeedClockEncoder feedClock = new FeedClockEncoder();

    private int bookInstrument;
    private long bookTsEvent;
    private boolean bookReset;
    private int levels;
    private final byte[] levelSides = new byte[LEVELS_PER_SLOT];
    private final long[] levelPrices = new long[LEVELS_PER_SLOT];
    private final long[] levelQtys = new long[LEVELS_PER_SLOT];

    /**
     * @param instruments number of them; ids beyond are a programming error.
     * @param replay whether every message is flagged REPLAY.
     * @param wakeReaders run before the writer waits for room.
     */
    public FeedIngress(
            MarketRing ring,
            int instruments,
            boolean replay,
            EpochNanoClock clock,
            FeedCounters counters,
            Runnable wakeReaders) {
        this.ring = ring;
        this.clock = clock;
        this.counters = counters;
        this.wakeReaders = wakeReaders;
        sourceFlags = replay ? Bits.FLAG_REPLAY : 0;
        quoteNumbers = new StreamNumbers(instruments);
        tradeNumbers = new StreamNumbers(instruments);
        bookNumbers = new StreamNumbers(instruments);
        statusNumbers = new StreamNumbers(instruments);
        states = new byte[instruments];
        stale = new boolean[instruments];
    }

    @Override
    public void onQuote(
            int instrumentId, long tsEvent, long bidPx, long bidQty, long askPx, long askQty) {
        long sequence = claim();
        if (sequence < 0) {
            return;
        }
        RingSlot slot = ring.slot(sequence);
        boolean bothSides = bidPx != Decimals.NULL && askPx != Decimals.NULL;
        if (bothSides && askPx - bidPx == (int) (askPx - bidPx)) {
            quote.wrapAndApplyHeader(slot.buffer(), 0, header);
            event(slot, quote.ev(), tsEvent, instrumentId, Bits.FLAG_LAST_IN_EVENT);
            quoteNumbers.number(instrumentId, slot.buffer());
            quote.bidPx(bidPx).bidQty(bidQty).askQty(askQty).spread((int) (askPx - bidPx));
            slot.length(HEADER_BYTES + quote.encodedLength());
        } else {
            quoteWide.wrapAndApplyHeader(slot.buffer(), 0, header);
            event(slot, quoteWide.ev(), tsEvent, instrumentId, Bits.FLAG_LAST_IN_EVENT);
            quoteNumbers.number(instrumentId, slot.buffer());
            quoteWide.bidPx(bidPx).bidQty(bidQty).askPx(askPx).askQty(askQty);
            slot.length(HEADER_BYTES + quoteWide.encodedLength());
        }
        ring.publish(sequence);
        counters.quotes().increment();
    }

    @Override
    public void onTrade(
            int instrumentId, long tsEvent, long price, long qty, long tradeId, byte aggressor) {
        long sequence = claim();
        if (sequence < 0) {
            return;
        }
        RingSlot slot = ring.slot(sequence);
        trade.wrapAndApplyHeader(slot.buffer(), 0, header);
        event(slot, trade.ev(), tsEvent, instrumentId, Bits.FLAG_LAST_IN_EVENT);
        tradeNumbers.number(instrumentId, slot.buffer());
        trade.price(price).qty(qty).tradeId(tradeId).aggressor(Side.get(aggressor));
        slot.length(HEADER_BYTES + trade.encodedLength());
        ring.publish(sequence);
        counters.trades().increment();
    }

    @Override
    public void onBookStart(int instrumentId, long tsEvent, boolean reset) {
        bookInstrument = instrumentId;
        bookTsEvent = tsEvent;
        bookReset = reset;
        levels = 0;
    }

    @Override
    public void onBookLevel(byte side, long price, long qty) {
        if (levels == LEVELS_PER_SLOT) {
            publishLevels(0);
        }
        levelSides[levels] = side;
        levelPrices[levels] = price;
        levelQtys[levels] = qty;
        levels++;
    }

    @Override
    public void onBookEnd() {
        publishLevels(Bits.FLAG_LAST_IN_EVENT);
    }

    @Override
    public void onStatus(int instrumentId, long tsEvent, byte state) {
        states[instrumentId] = state;
        stale[instrumentId] = false;
        publishStatus(instrumentId, tsEvent, state);
    }

    /**
     * Says of all instruments that their prices are not kept up, or that they are again: then each
     * has the state that it had, unless the feed has told another one meanwhile.
     */
    void stale(boolean newStale) {
        long tsEvent = clock.nanoTime();
        for (int id = 0; id < states.length; id++) {
            if (newStale != stale[id]) {
                stale[id] = newStale;
                publishStatus(id, tsEvent, newStale ? STALE : states[id]);
            }
        }
    }

    /**
     * The source begins anew: what it told in between is not known, nor how much it was. Each
     * stream goes on behind a hole, and of the books nothing holds any more.
     */
    public void begunAnew() {
        long tsEvent = clock.nanoTime();
        for (int id = 0; id < states.length; id++) {
            quoteNumbers.interrupt(id);
            tradeNumbers.interrupt(id);
            if (bookNumbers.interrupt(id)) {
                onBookStart(id, tsEvent, true);
                onBookEnd();
            }
        }
        counters.feedGaps().increment();
    }

    private void publishStatus(int instrumentId, long tsEvent, byte state) {
        long sequence = claim();
        if (sequence < 0) {
            return;
        }
        RingSlot slot = ring.slot(sequence);
        status.wrapAndApplyHeader(slot.buffer(), 0, header);
        event(slot, status.ev(), tsEvent, instrumentId, Bits.FLAG_LAST_IN_EVENT);
        statusNumbers.number(instrumentId, slot.buffer());
        status.state(TradingState.get(state));
        slot.length(HEADER_BYTES + status.encodedLength());
        ring.publish(sequence);
        counters.statuses().increment();
    }

    @Override
    public void onGap(int instrumentId, byte stream, long missed) {
        StreamNumbers numbers =
                switch (stream) {
                    case GapStream.QUOTE -> quoteNumbers;
                    case GapStream.TRADE -> tradeNumbers;
                    case GapStream.BOOK -> bookNumbers;
                    default ->
                            throw new IllegalArgumentException(
                                    "stream=" + stream + " is not one of GapStream");
                };
        numbers.gap(instrumentId, missed);
        counters.feedGaps().increment();
    }

    /** Tells the readers the feed's time, ns since the Unix epoch; bars close by it. */
    public void onClock(long feedTimeNs) {
        long sequence = claim();
        if (sequence < 0) {
            return;
        }
        RingSlot slot = ring.slot(sequence);
        feedClock.wrapAndApplyHeader(slot.buffer(), 0, header).tsEvent(feedTimeNs);
        slot.length(HEADER_BYTES + feedClock.encodedLength());
        ring.publish(sequence);
    }

    /** Passes a recorded message on as it is, but for the time of ingress and the flag REPLAY. */
    @Override
    public void onRecorded(DirectBuffer message, int offset, int length) {
        if (length > RingSlot.BYTES) {
            throw new IllegalArgumentException(
                    "a recorded message of " + length + " bytes does not fit a slot of the ring");
        }
        long sequence = claim();
        if (sequence < 0) {
            return;
        }
        RingSlot slot = ring.slot(sequence);
        MessageCopy.copy(slot.buffer(), 0, message, offset, length);
        slot.length(length);
        int templateId = EventHeader.templateId(message, offset);
        if (EventHeader.isEvent(templateId)) {
            EventHeader.entered(slot.buffer(), 0, clock.nanoTime(), sourceFlags);
            counters.feedGaps().add(EventHeader.conflated(message, offset) > 0 ? 1 : 0);
            if ((EventHeader.flags(message, offset) & Bits.FLAG_SNAPSHOT) == 0) {
                count(templateId);
            }
        }
        ring.publish(sequence);
    }

    private void count(int templateId) {
        switch (templateId) {
            case QuoteEncoder.TEMPLATE_ID, QuoteWideEncoder.TEMPLATE_ID ->
                    counters.quotes().increment();
            case TradeEncoder.TEMPLATE_ID -> counters.trades().increment();
            case BookDeltaEncoder.TEMPLATE_ID -> counters.bookUpdates().increment();
            case TradingStatusEncoder.TEMPLATE_ID -> counters.statuses().increment();
            default -> {
                // Bars are only ever state.
            }
        }
    }

    private void publishLevels(int lastFlag) {
        long sequence = claim();
        if (sequence < 0) {
            levels = 0;
            return;
        }
        RingSlot slot = ring.slot(sequence);
        book.wrapAndApplyHeader(slot.buffer(), 0, header);
        int flags = lastFlag | (bookReset ? Bits.FLAG_RESET : 0);
        event(slot, book.ev(), bookTsEvent, bookInstrument, flags);
        bookNumbers.number(bookInstrument, slot.buffer());
        book.depth(0);
        BookDeltaEncoder.LevelsEncoder group = book.levelsCount(levels);
        for (int i = 0; i < levels; i++) {
            group.next().price(levelPrices[i]).qty(levelQtys[i]).side(Side.get(levelSides[i]));
        }
        slot.length(HEADER_BYTES + book.encodedLength());
        ring.publish(sequence);
        counters.bookUpdates().increment();
        bookReset = false;
        levels = 0;
    }

    private void event(RingSlot slot, EvEncoder ev, long tsEvent, int instrumentId, int flags) {
        ev.tsEvent(tsEvent).tsIngress(clock.nanoTime()).instrumentId(instrumentId);
        EventHeader.fresh(slot.buffer(), 0, flags | sourceFlags);
    }

    private long claim() {
        if (!ring.hasRoom(1)) {
            counters.ringFullWaits().increment();
            wakeReaders.run();
        }
        return ring.claim();
    }
}
