package io.ticktide.distribute;

import io.ticktide.candles.BarHistory;
import io.ticktide.candles.BarInterval;
import io.ticktide.candles.BarSeries;
import io.ticktide.codecs.Bits;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.history.EventCursor;
import io.ticktide.history.EventHistory;
import io.ticktide.history.HistoryCursor;
import io.ticktide.history.PastOpener;
import io.ticktide.market.BookView;
import io.ticktide.market.LastMessage;
import io.ticktide.session.BookSubscription;
import io.ticktide.session.CandleSubscription;
import io.ticktide.session.Channel;
import io.ticktide.session.Message;
import io.ticktide.session.QuoteSubscription;
import io.ticktide.session.Session;
import io.ticktide.session.StatusSubscription;
import io.ticktide.session.StreamKey;
import io.ticktide.session.Subscription;
import io.ticktide.session.TradeSubscription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Works out where a stream can begin, and readies a subscription to begin there: from the history
 * when what was missed is all kept, else with a snapshot that accounts for the hole.
 *
 * <p>Owner: the I/O thread of its {@link Distributor}.
 */
final class StreamOpener {
    /** Channels per instrument; values() would copy an array for every event. */
    private static final int CHANNELS = Channel.values().length;

    private final EventHistory history;
    private final PastOpener past;
    private final Message snapshot = new Message();

    /**
     * @param past where streams begin that reach further back; null when nothing is recorded.
     */
    StreamOpener(EventHistory history, PastOpener past) {
        this.history = history;
        this.past = past;
    }

    /** Index of a stream in the history; candles are kept as bars, not there. */
    static int streamIndex(int instrumentId, Channel channel) {
        return instrumentId * CHANNELS + channel.ordinal();
    }

    /**
     * A subscription that is about to begin.
     *
     * @param recovered whether nothing is missing between the start asked for and the first
     *     message.
     * @param isSeeded whether it begins with the newest state.
     */
    record Opening(Subscription subscription, boolean recovered, boolean isSeeded) {}

    Opening open(Session session, InstrumentState state, StreamKey key, StreamStart start) {
        long newest = state.newestSeq(key);
        long after = after(key, start, newest);
        if (reachesBeyondMemory(key, start, newest)) {
            Opening recorded = fromRecording(session, state, key, start, after);
            if (recorded != null) {
                return recorded;
            }
        }
        boolean lacksBase = key.channel() == Channel.BOOK && after > 0 && !start.hasBase();
        if (start.kind() == StreamStart.Kind.NEXT
                || (start.isResume() && after == newest && !lacksBase)) {
            return new Opening(subscription(session, state, key, newest), true, false);
        }
        if (lacksBase && after == newest) {
            return new Opening(subscription(session, state, key, newest - 1), true, true);
        }
        if (start.kind() == StreamStart.Kind.SNAPSHOT || after < 0 || after > newest) {
            Subscription fresh = subscription(session, state, key, Math.max(0, newest - 1));
            return new Opening(fresh, false, true);
        }
        Subscription resumed = subscription(session, state, key, after);
        if (resumed instanceof CandleSubscription candles) {
            resumed.lose(Bits.CAUSE_CATCHUP);
            boolean complete = recoverBars(candles, series(state, key), after);
            return new Opening(resumed, complete, true);
        }
        if (!lacksBase && isKept(key, after)) {
            int stream = streamIndex(key.instrumentId(), key.channel());
            resumed.catchUp(new HistoryCursor(history, stream, after + 1));
            return new Opening(resumed, true, false);
        }
        resumed.lose(Bits.CAUSE_CATCHUP);
        return new Opening(resumed, false, true);
    }

    /** Whether a stream is to begin with events that are in the recording and not in memory. */
    private boolean reachesBeyondMemory(StreamKey key, StreamStart start, long newest) {
        boolean isRecorded =
                past != null
                        && key.channel() != Channel.CANDLE
                        && !(key.channel() == Channel.BOOK && key.detail() > 0);
        if (!isRecorded || newest == 0) {
            return false;
        }
        boolean isBook = key.channel() == Channel.BOOK;
        long covered = history.coveredFrom(streamIndex(key.instrumentId(), key.channel()));
        return switch (start.kind()) {
            case RESUME -> start.seq() < newest && !isCovered(covered, start.seq() + 1);
            // A book needs what was before; only with its first event it has all.
            case SEQ ->
                    (!isBook || start.seq() == 1)
                            && start.seq() <= newest
                            && !isCovered(covered, start.seq());
            case TIME ->
                    !isBook
                            && covered != 1
                            && (covered == 0 || afterTime(key, start.timeNs(), newest) < 0);
            default -> false;
        };
    }

    private static boolean isCovered(long coveredFrom, long seq) {
        return coveredFrom > 0 && coveredFrom <= seq;
    }

    /** Begins a stream in the recording; null when too many do. */
    private Opening fromRecording(
            Session session, InstrumentState state, StreamKey key, StreamStart start, long known) {
        int stream = streamIndex(key.instrumentId(), key.channel());
        boolean byTime = start.kind() == StreamStart.Kind.TIME;
        long after = byTime ? 0 : known;
        EventCursor cursor =
                byTime
                        ? past.fromTime(session, stream, start.timeNs())
                        : past.fromSeq(session, stream, after + 1);
        if (cursor == null) {
            return null;
        }
        Subscription subscription = subscription(session, state, key, after);
        if (byTime) {
            subscription.lose(Bits.CAUSE_CATCHUP); // What lies before the time.
        }
        subscription.catchUp(cursor);
        return new Opening(subscription, past.isComplete(), false);
    }

    /** The seq behind which the stream is to begin; negative when the start is not known here. */
    private long after(StreamKey key, StreamStart start, long newest) {
        return switch (start.kind()) {
            case RESUME -> start.seq();
            case SEQ -> start.seq() - 1;
            case TIME -> afterTime(key, start.timeNs(), newest);
            default -> -1;
        };
    }

    private long afterTime(StreamKey key, long timeNs, long newest) {
        if (key.channel() == Channel.CANDLE) {
            return -1;
        }
        int stream = streamIndex(key.instrumentId(), key.channel());
        long first = history.seqFrom(stream, timeNs);
        boolean older = first > 0 && first == history.oldestSeq(stream) && first > 1;
        return first == 0 ? newest : older ? -1 : first - 1;
    }

    private boolean isKept(StreamKey key, long after) {
        if (key.channel() == Channel.BOOK && key.detail() > 0) {
            return false; // The history has the full book's events only.
        }
        int stream = streamIndex(key.instrumentId(), key.channel());
        return isCovered(history.coveredFrom(stream), after + 1);
    }

    private static BarSeries series(InstrumentState state, StreamKey key) {
        return state.bars().series(BarInterval.ofSeconds(key.detail()));
    }

    /** Queues the closed bars told after a seq, in the order of their telling. */
    private static boolean recoverBars(CandleSubscription into, BarSeries series, long after) {
        BarHistory bars = series.history();
        List<long[]> missed = new ArrayList<>();
        for (int i = 0; i < bars.size(); i++) {
            CandleDecoder bar = bars.bar(i);
            if (bar.ev().seq() > after) {
                missed.add(new long[] {bar.ev().seq(), i});
            }
        }
        missed.sort(Comparator.comparingLong(bar -> bar[0]));
        int kept = Math.min(missed.size(), into.mostBars() - 1);
        for (long[] bar : missed.subList(missed.size() - kept, missed.size())) {
            into.recover(bars.buffer(), bars.offset((int) bar[1]));
        }
        return kept == missed.size() && (kept < bars.size() || !bars.hasForgotten());
    }

    private static Subscription subscription(
            Session session, InstrumentState state, StreamKey key, long lastSeq) {
        return switch (key.channel()) {
            case QUOTE -> new QuoteSubscription(session, key, lastSeq);
            case TRADE -> new TradeSubscription(session, key, lastSeq, state.notionalScale());
            case STATUS -> new StatusSubscription(session, key, lastSeq);
            case CANDLE -> new CandleSubscription(session, key, lastSeq);
            case BOOK -> {
                BookView view = key.detail() == 0 ? state.book() : state.depthView(key.detail());
                yield new BookSubscription(session, key, lastSeq, view);
            }
        };
    }

    /** What a seeded stream begins with: the newest state; null when there is none. */
    Message snapshot(InstrumentState state, Opening opening) {
        StreamKey key = opening.subscription().key();
        return switch (key.channel()) {
            case QUOTE -> view(state.quote());
            case TRADE -> view(state.trade());
            case STATUS -> view(state.status());
            case CANDLE -> {
                DirectBuffer bar = series(state, key).newest();
                yield bar == null ? null : snapshot.wrap(bar, 0, bar.capacity());
            }
            // The subscription writes the snapshot itself: only whether there is one matters.
            case BOOK -> state.book().newest().seq() == 0 ? null : snapshot;
        };
    }

    private Message view(LastMessage last) {
        return last.length() == 0 ? null : snapshot.wrap(last.buffer(), 0, last.length());
    }
}
