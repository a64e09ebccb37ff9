package io.ticktide.record;

import io.ticktide.candles.BarInterval;
import io.ticktide.candles.InstrumentBars;
import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.FeedClockDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.feed.Instrument;
import io.ticktide.market.BarClock;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The market as of the newest message of the ring: what a snapshot in a recording tells. Bars are
 * those of the streams, seq for seq, when it reads the ring from its start with the same grace and
 * history.
 *
 * <p>Owner: one thread.
 */
public final class MarketState {
    private final RecordedInstrument[] instruments;
    private final InstrumentBars[] bars;
    private final BarClock barClock;
    private final SnapshotMessages messages = new SnapshotMessages();
    private final FeedClockDecoder feedClock = new FeedClockDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private ClosedBars closed = new ClosedBars();
    private long timeNs;
    private long lastIngressNs;
    private boolean betweenEvents = true;

    /**
     * @param historyBars closed bars kept per instrument and interval, which late trades correct.
     * @param closeGraceNs how long after its end, in feed time, a bar waits for late trades.
     */
    public MarketState(List<Instrument> definitions, int historyBars, long closeGraceNs) {
        instruments = new RecordedInstrument[definitions.size()];
        bars = new InstrumentBars[definitions.size()];
        for (Instrument one : definitions) {
            int notionalScale = one.priceScale() + one.qtyScale();
            InstrumentBars its =
                    new InstrumentBars(one.id(), notionalScale, historyBars, this::onBar);
            bars[one.id()] = its;
            instruments[one.id()] = new RecordedInstrument(one.id(), its);
        }
        barClock = new BarClock(closeGraceNs);
    }

    /** Follows a message of the ring that starts at an offset. */
    public void apply(DirectBuffer message, int offset, int length) {
        int templateId = EventHeader.templateId(message, offset);
        if (templateId == FeedClockDecoder.TEMPLATE_ID) {
            feedClock.wrapAndApplyHeader(message, offset, header);
            timeNs = Math.max(timeNs, feedClock.tsEvent());
            barClock.onTime(feedClock.tsEvent(), lastIngressNs, bars);
            return;
        }
        timeNs = Math.max(timeNs, EventHeader.tsEvent(message, offset));
        lastIngressNs = EventHeader.tsIngress(message, offset);
        betweenEvents = (EventHeader.flags(message, offset) & Bits.FLAG_LAST_IN_EVENT) != 0;
        instruments[EventHeader.instrumentId(message, offset)].apply(
                templateId, message, offset, length);
    }

    /** Recording time: the greatest time of an event, or of the feed's clock, so far; 0 before. */
    public long timeNs() {
        return timeNs;
    }

    /** Whether no event has only been told in part, as a large change of a book is. */
    public boolean isBetweenEvents() {
        return betweenEvents;
    }

    /**
     * Writes the whole state from offset 0: of each instrument the newest quote, trade and trading
     * status, the book as changes of which the first is a RESET, and the newest bar of each
     * interval. What there was nothing of yet is left out.
     *
     * @return bytes written.
     */
    public int snapshot(MutableDirectBuffer into) {
        messages.begin(into);
        for (RecordedInstrument one : instruments) {
            one.writeTo(messages);
        }
        return messages.length();
    }

    /** Messages of the last {@link #snapshot}. */
    public int snapshotMessages() {
        return messages.count();
    }

    /** Hands over the bars that closed since the last call, for others that are empty. */
    ClosedBars swapBars(ClosedBars empty) {
        ClosedBars full = closed;
        closed = empty;
        return full;
    }

    /** The bars that closed since they were handed over last. */
    ClosedBars closedBars() {
        return closed;
    }

    private void onBar(BarInterval interval, DirectBuffer message, int length) {
        closed.onBar(interval, message, length);
    }
}
