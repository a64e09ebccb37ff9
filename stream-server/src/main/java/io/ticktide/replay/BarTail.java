package io.ticktide.replay;

import io.ticktide.candles.BarHistory;
import io.ticktide.candles.BarInterval;
import io.ticktide.candles.BarSeries;
import io.ticktide.candles.InstrumentBars;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.RecordingCursor;
import io.ticktide.codecs.recording.RecordingCursor.Kind;
import io.ticktide.codecs.recording.Run;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.FeedClockDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.feed.Instrument;
import java.util.List;
import java.util.NavigableMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bars between the last snapshot before a moment and the moment itself, built of the trades as
 * live ones are. Owner: one thread; used once.
 */
final class BarTail {
    /** Bars that may close between two snapshots, and be corrected still. */
    private static final int MOST_BARS = 1 << 17;

    private final Recording recording;
    private final Run run;
    private final BarQuery query;
    private final InstrumentBars bars;
    private final BarSeries series;
    private final int instrumentId;
    private final TradeDecoder trade = new TradeDecoder();
    private final CandleDecoder candle = new CandleDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private NavigableMap<Long, UnsafeBuffer> found;

    BarTail(Recording recording, Run run, Instrument instrument, BarQuery query) {
        this.recording = recording;
        this.run = run;
        this.query = query;
        instrumentId = instrument.id();
        int notionalScale = instrument.priceScale() + instrument.qtyScale();
        int most = query.limit() + MOST_BARS;
        bars = new InstrumentBars(instrumentId, notionalScale, most, this::onBar);
        series = bars.series(query.interval());
    }

    /**
     * Adds them to those that closed before, which may be corrected.
     *
     * @param problems takes what could not be read.
     */
    void addTo(NavigableMap<Long, UnsafeBuffer> closed, List<String> problems) {
        found = closed;
        closed.values().forEach(bar -> series.restore(bar, 0));
        try (RecordingCursor cursor = recording.cursor(run).skippingDamage()) {
            cursor.seekTime(query.asOfNs());
            while (cursor.next() && cursor.timeNs() <= query.asOfNs()) {
                if (cursor.kind() == Kind.SNAPSHOT) {
                    onState(cursor.buffer(), cursor.offset());
                } else if (cursor.kind() == Kind.EVENT) {
                    onEvent(cursor.buffer(), cursor.offset(), cursor.timeNs());
                } else if (!cursor.damage().isEmpty()) {
                    problems.add(cursor.damage());
                }
            }
        }
        if (series.hasOpenBar()) {
            put(series.newest());
        }
    }

    private void onState(DirectBuffer buffer, int at) {
        if (EventHeader.templateId(buffer, at) == CandleDecoder.TEMPLATE_ID
                && EventHeader.instrumentId(buffer, at) == instrumentId) {
            candle.wrapAndApplyHeader(buffer, at, header);
            if (candle.intervalSec() == query.interval().seconds()) {
                series.restore(buffer, at);
            }
        }
    }

    private void onEvent(DirectBuffer buffer, int at, long timeNs) {
        int templateId = EventHeader.templateId(buffer, at);
        if (templateId == FeedClockDecoder.TEMPLATE_ID) {
            bars.closeUntil(query.interval(), timeNs - query.graceNs(), timeNs);
        } else if (templateId == TradeDecoder.TEMPLATE_ID
                && EventHeader.instrumentId(buffer, at) == instrumentId) {
            trade.wrapAndApplyHeader(buffer, at, header);
            bars.onTrade(
                    EventHeader.tsEvent(buffer, at),
                    EventHeader.tsIngress(buffer, at),
                    EventHeader.flags(buffer, at),
                    EventHeader.cause(buffer, at),
                    trade.price(),
                    trade.qty(),
                    EventHeader.seq(buffer, at));
        }
    }

    private void onBar(BarInterval interval, DirectBuffer message, int length) {
        if (interval == query.interval() && length == BarHistory.BAR_BYTES) {
            put(message);
        }
    }

    private void put(DirectBuffer message) {
        candle.wrapAndApplyHeader(message, 0, header);
        found.put(candle.openTime(), RecordedBars.copy(message, 0));
    }
}
