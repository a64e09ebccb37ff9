package io.ticktide.feed;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.FieldDigest;
import io.ticktide.codecs.recording.EventDigest;
import org.agrona.DirectBuffer;

/**
 * Digests a stream of market events on its way to another listener: equal streams have equal 64-bit
 * digests, and a field that differs or two events swapped change it. Not for use against an
 * adversary.
 *
 * <p>Owner: the feed's thread. Allocates nothing after construction.
 */
public final class DigestingListener implements MarketListener {
    /** Source events from one checkpoint to the next. */
    public static final int CHECKPOINT_EVENTS = 100_000;

    private static final int QUOTE = 1;
    private static final int TRADE = 2;
    private static final int BOOK = 3;
    private static final int LEVEL = 4;
    private static final int BOOK_END = 5;
    private static final int STATUS = 6;
    private static final int GAP = 7;

    private final MarketListener silent = new SilentListener();
    private final RecordedMessage recorded = new RecordedMessage();
    private MarketListener delegate;
    private final long baseNs;
    private long state = FieldDigest.SEED;
    private long recordedDigest;
    private long eventCount;
    private volatile Checkpoint checkpoint; // written by the feed's thread, read by any

    /**
     * A digest at a round number of events: two runs can be compared while they go on.
     *
     * @param events source events digested, a multiple of {@link #CHECKPOINT_EVENTS}.
     * @param digest of them.
     */
    public record Checkpoint(long events, long digest) {}

    /**
     * Digests and tells nobody.
     *
     * @param baseNs as below.
     */
    public DigestingListener(long baseNs) {
        this(baseNs, new SilentListener());
    }

    /**
     * Digests and passes on.
     *
     * @param baseNs subtracted from all times, so that streams that differ in their start only have
     *     the same digest; ns since the Unix epoch, 0 to digest times as they are.
     */
    public DigestingListener(long baseNs, MarketListener delegate) {
        this.baseNs = baseNs;
        this.delegate = delegate;
    }

    /** Digest of all events so far; reading it changes nothing. */
    public long digest() {
        return FieldDigest.finish(state);
    }

    /** Source events so far: quotes, trades, completed book changes and statuses; gaps are none. */
    public long eventCount() {
        return eventCount;
    }

    /** The newest checkpoint, or null before the first. Any thread may ask. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    @Override
    public void onQuote(
            int instrumentId, long tsEvent, long bidPx, long bidQty, long askPx, long askQty) {
        begin(QUOTE, instrumentId, tsEvent);
        add(bidPx);
        add(bidQty);
        add(askPx);
        add(askQty);
        count();
        delegate.onQuote(instrumentId, tsEvent, bidPx, bidQty, askPx, askQty);
    }

    @Override
    public void onTrade(
            int instrumentId, long tsEvent, long price, long qty, long tradeId, byte aggressor) {
        begin(TRADE, instrumentId, tsEvent);
        add(price);
        add(qty);
        add(tradeId);
        add(aggressor);
        count();
        delegate.onTrade(instrumentId, tsEvent, price, qty, tradeId, aggressor);
    }

    @Override
    public void onBookStart(int instrumentId, long tsEvent, boolean reset) {
        begin(BOOK, instrumentId, tsEvent);
        add(reset ? 1 : 0);
        delegate.onBookStart(instrumentId, tsEvent, reset);
    }

    @Override
    public void onBookLevel(byte side, long price, long qty) {
        add(LEVEL | (long) side << 8);
        add(price);
        add(qty);
        delegate.onBookLevel(side, price, qty);
    }

    @Override
    public void onBookEnd() {
        add(BOOK_END);
        count();
        delegate.onBookEnd();
    }

    @Override
    public void onStatus(int instrumentId, long tsEvent, byte tradingState) {
        begin(STATUS, instrumentId, tsEvent);
        add(tradingState);
        count();
        delegate.onStatus(instrumentId, tsEvent, tradingState);
    }

    @Override
    public void onGap(int instrumentId, byte stream, long missed) {
        add(GAP | (long) instrumentId << 8);
        add(stream);
        add(missed);
        delegate.onGap(instrumentId, stream, missed);
    }

    /** Digests what a live feed would have told; the state that a replay begins with is not. */
    @Override
    public void onRecorded(DirectBuffer message, int offset, int length) {
        MarketListener next = delegate;
        delegate = silent; // What is digested field by field goes on as it is.
        recorded.tell(message, offset, this);
        delegate = next;
        if (EventHeader.isEvent(EventHeader.templateId(message, offset))
                && (EventHeader.flags(message, offset) & Bits.FLAG_SNAPSHOT) == 0) {
            recordedDigest += EventDigest.of(message, offset);
        }
        delegate.onRecorded(message, offset, length);
    }

    /**
     * Sum of {@link EventDigest} of the recorded events told: that of the recording, when all of it
     * was told.
     */
    public long recordedDigest() {
        return recordedDigest;
    }

    private void count() {
        eventCount++;
        if (eventCount % CHECKPOINT_EVENTS == 0) {
            checkpoint = new Checkpoint(eventCount, digest());
        }
    }

    private void begin(int kind, int instrumentId, long tsEvent) {
        add(kind | (long) instrumentId << 8);
        add(tsEvent - baseNs);
    }

    private void add(long field) {
        state = FieldDigest.add(state, field);
    }
}
