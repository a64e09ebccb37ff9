package io.ticktide.candles;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.MessageCopy;
import io.ticktide.codecs.Notional;
import io.ticktide.codecs.sbe.BarState;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.CandleEncoder;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bars of one instrument and interval: the open one and the closed ones before it. Within a bar
 * trades count in the order of their arrival. A trade whose bar has closed corrects that bar; one
 * whose bar is kept no more changes nothing.
 *
 * <pre>
 *   first trade ──► OPEN ──newer trade, or clock + grace──► CLOSED ──late trade──► CORRECTED (rev+1)
 * </pre>
 *
 * <p>Every change is one event of the candle stream (instrument, interval) and takes the next seq,
 * whether or not anybody listens.
 *
 * <p>Owner: the I/O thread of its distributor.
 */
public final class BarSeries {
    private final int instrumentId;
    private final BarInterval interval;
    private final int notionalScale;
    private final BarListener listener;
    private final BarHistory history;
    private final OpenBar open = new OpenBar();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[BarHistory.BAR_BYTES]);
    private final CandleEncoder candle = new CandleEncoder();
    private final CandleDecoder corrected = new CandleDecoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long seq;
    private long tsEvent;
    private long tsIngress;
    private int flags;
    private boolean wanted;
    private boolean started;

    BarSeries(
            int instrumentId,
            BarInterval interval,
            int notionalScale,
            int historyBars,
            BarListener listener) {
        this.instrumentId = instrumentId;
        this.interval = interval;
        this.notionalScale = notionalScale;
        this.listener = listener;
        history = new BarHistory(historyBars);
    }

    /** Whether every change of the open bar is to be told; closes are encoded anyway. */
    public void wanted(boolean newWanted) {
        wanted = newWanted;
    }

    /** Seq of the stream's newest event; 0 before the first. */
    public long seq() {
        return seq;
    }

    /** The closed bars. */
    public BarHistory history() {
        return history;
    }

    /** Whether there is a bar that still takes trades. */
    public boolean hasOpenBar() {
        return open.exists();
    }

    /**
     * The newest state of the series as a message from offset 0: the open bar, or else the last
     * closed one. Valid until the next call; null before the first trade.
     */
    public UnsafeBuffer newest() {
        if (open.exists()) {
            encode(BarState.OPEN);
            return message;
        }
        if (history.size() == 0) {
            return null;
        }
        MessageCopy.copy(
                message,
                0,
                history.buffer(),
                history.offset(history.size() - 1),
                BarHistory.BAR_BYTES);
        // The stream's newest event may have corrected an older bar.
        EventHeader.seq(message, 0, seq);
        return message;
    }

    /**
     * Goes on from a bar that was told before, as in a recording: an open one takes trades again, a
     * closed one enters the history. Closed bars first, oldest first, then the newest.
     *
     * @param source holds a {@code Candle} message of this series at an offset.
     */
    public void restore(DirectBuffer source, int offset) {
        MessageCopy.copy(message, 0, source, offset, BarHistory.BAR_BYTES);
        corrected.wrap(
                message,
                MessageHeaderEncoder.ENCODED_LENGTH,
                CandleDecoder.BLOCK_LENGTH,
                CandleDecoder.SCHEMA_VERSION);
        long openTimeNs = corrected.openTime();
        seq = EventHeader.seq(message, 0);
        tsEvent = EventHeader.tsEvent(message, 0);
        tsIngress = EventHeader.tsIngress(message, 0);
        flags = EventHeader.flags(message, 0) & (Bits.FLAG_REPLAY | Bits.FLAG_LAST_IN_EVENT);
        started = true;
        if (corrected.state() == BarState.OPEN) {
            open.restore(corrected, notionalScale);
            return;
        }
        if (open.openTimeNs <= openTimeNs) {
            open.openTimeNs = OpenBar.NONE;
        }
        int index = history.indexFrom(openTimeNs);
        if (index < history.size() && history.bar(index).openTime() == openTimeNs) {
            history.replace(index, message);
        } else if (index == history.size()) {
            history.append(message);
        } else if (!history.hasForgotten(openTimeNs)) {
            history.insert(index, message);
        }
    }

    void onTrade(
            long tradeTimeNs,
            long ingressNs,
            int tradeFlags,
            int cause,
            long price,
            long qty,
            long tradeSeq) {
        long openTimeNs = interval.openTimeNs(tradeTimeNs);
        boolean late = openTimeNs < newestOpenTimeNs();
        if (late && history.hasForgotten(openTimeNs)) {
            return; // A bar of this trade alone would belie the one that clients may have.
        }
        tsEvent = tradeTimeNs;
        tsIngress = ingressNs;
        flags = (tradeFlags & Bits.FLAG_REPLAY) | Bits.FLAG_LAST_IN_EVENT;
        if (late) {
            correct(openTimeNs, price, qty, tradeSeq);
            return;
        }
        if (open.exists() && openTimeNs > open.openTimeNs) {
            close();
        }
        if (!open.exists()) {
            if (history.size() > 0 && openTimeNs == newestOpenTimeNs()) {
                correct(openTimeNs, price, qty, tradeSeq);
                return;
            }
            open.start(openTimeNs, price, tradeSeq, started ? 0 : Bits.QUALITY_PARTIAL_START);
            started = true;
        }
        open.add(price, qty, tradeSeq);
        if ((cause & Bits.CAUSE_UPSTREAM) != 0) {
            open.quality |= Bits.QUALITY_UPSTREAM_GAP;
        }
        seq++;
        if (wanted) {
            encode(BarState.OPEN);
            listener.onBar(interval, message, BarHistory.BAR_BYTES);
        }
    }

    /** Closes the open bar if it ended at or before a time, in the feed's clock. */
    void closeUntil(long timeNs, long ingressNs) {
        if (open.exists() && open.openTimeNs + interval.lengthNs() <= timeNs) {
            tsEvent = open.openTimeNs + interval.lengthNs();
            tsIngress = ingressNs;
            close();
        }
    }

    /**
     * Goes on from the state of a recording, behind what was told so far: the bar that was open
     * then, or else the newest that had closed. The number of the stream is that of the state,
     * unless it has passed it. A bar that is open here and was not then closed within a hole: it
     * closes with what is known of it.
     */
    void resume(DirectBuffer bar, int offset) {
        corrected.wrap(
                bar,
                offset + MessageHeaderEncoder.ENCODED_LENGTH,
                CandleDecoder.BLOCK_LENGTH,
                CandleDecoder.SCHEMA_VERSION);
        long openTimeNs = corrected.openTime();
        long recordedSeq = EventHeader.seq(bar, offset);
        if (recordedSeq == seq && openTimeNs == newestOpenTimeNs()) {
            return; // Nothing is missing here.
        }
        if (openTimeNs < newestOpenTimeNs()) {
            history.clear();
            open.openTimeNs = OpenBar.NONE;
        } else if (open.exists() && open.openTimeNs < openTimeNs) {
            open.quality |= Bits.QUALITY_UPSTREAM_GAP;
            close();
        }
        long nextSeq = Math.max(seq + 1, recordedSeq);
        restore(bar, offset);
        seq = nextSeq;
        if (wanted || !open.exists()) {
            UnsafeBuffer newest = newest();
            EventHeader.cause(newest, 0, EventHeader.cause(bar, offset));
            listener.onBar(interval, newest, BarHistory.BAR_BYTES);
        }
    }

    private long newestOpenTimeNs() {
        if (open.exists()) {
            return open.openTimeNs;
        }
        int size = history.size();
        return size == 0 ? OpenBar.NONE : history.bar(size - 1).openTime();
    }

    private void close() {
        seq++;
        encode(BarState.CLOSED);
        open.openTimeNs = OpenBar.NONE;
        history.append(message);
        listener.onBar(interval, message, BarHistory.BAR_BYTES);
    }

    private void correct(long openTimeNs, long price, long qty, long tradeSeq) {
        int index = history.indexFrom(openTimeNs);
        boolean known = index < history.size() && history.bar(index).openTime() == openTimeNs;
        seq++;
        if (known) {
            MessageCopy.copy(
                    message, 0, history.buffer(), history.offset(index), BarHistory.BAR_BYTES);
            amend(price, qty, tradeSeq);
            history.replace(index, message);
        } else {
            lateBar(openTimeNs, price, qty, tradeSeq);
            history.insert(index, message);
        }
        listener.onBar(interval, message, BarHistory.BAR_BYTES);
    }

    private void amend(long price, long qty, long tradeSeq) {
        corrected.wrap(
                message,
                MessageHeaderEncoder.ENCODED_LENGTH,
                CandleDecoder.BLOCK_LENGTH,
                CandleDecoder.SCHEMA_VERSION);
        int dropped = corrected.notionalExp() + notionalScale;
        Notional added = new Notional();
        added.add(price, qty);
        int quality = Quality.read(corrected) | Bits.QUALITY_LATE_TRADES;
        candle.wrapAndApplyHeader(message, 0, header);
        stamp();
        candle.highPx(Math.max(corrected.highPx(), price))
                .lowPx(Math.min(corrected.lowPx(), price))
                .closePx(price)
                .volume(corrected.volume() + qty)
                .notional(corrected.notional() + added.mantissa(dropped))
                .lastTradeSeq(tradeSeq)
                .trades(corrected.trades() + 1)
                .revision(corrected.revision() + 1)
                .state(BarState.CORRECTED);
        Quality.write(candle, quality);
    }

    /** A bar that had no trade in time and so never was: it enters corrected. */
    private void lateBar(long openTimeNs, long price, long qty, long tradeSeq) {
        OpenBar late = new OpenBar();
        late.start(openTimeNs, price, tradeSeq, Bits.QUALITY_LATE_TRADES);
        late.add(price, qty, tradeSeq);
        candle.wrapAndApplyHeader(message, 0, header);
        stamp();
        late.encode(candle, interval, notionalScale, BarState.CORRECTED);
        candle.revision(1);
    }

    private void encode(BarState state) {
        candle.wrapAndApplyHeader(message, 0, header);
        stamp();
        open.encode(candle, interval, notionalScale, state);
    }

    private void stamp() {
        candle.ev().tsEvent(tsEvent).tsIngress(tsIngress).seq(seq).instrumentId(instrumentId);
        EventHeader.fresh(message, 0, flags);
    }
}
