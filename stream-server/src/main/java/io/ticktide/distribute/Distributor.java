package io.ticktide.distribute;

import com.lmax.disruptor.EventPoller;
import io.ticktide.candles.BarInterval;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.FeedClockDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.QuoteWideDecoder;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.feed.Instrument;
import io.ticktide.ring.RingSlot;
import io.ticktide.session.Message;
import io.ticktide.session.Session;
import io.ticktide.session.Subscription;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Object2ObjectHashMap;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * Reads the ring, keeps the state of every instrument, and hands each event to the subscriptions of
 * its stream. Everything a wake-up brings to a session leaves in one go at its end.
 *
 * <p>Owner: one I/O thread, which also owns the sessions. A test steps it by hand.
 */
public final class Distributor {
    private final EventPoller<RingSlot> poller;
    private final NanoClock clock;
    private final DistributeSettings settings;
    private final InstrumentState[] instruments;
    private final Object2ObjectHashMap<String, InstrumentState> bySymbol =
            new Object2ObjectHashMap<>();
    private final Sessions sessions;
    private final BarClock barClock;
    private final EventPoller.Handler<RingSlot> handler = this::onEvent;
    private final Message message = new Message();
    private final TradeDecoder trade = new TradeDecoder();
    private final BookDeltaDecoder bookDelta = new BookDeltaDecoder();
    private final FeedClockDecoder feedClock = new FeedClockDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long nowNs;
    private long lastIngressNs;
    private int batch;
    private InstrumentState current;

    public Distributor(
            EventPoller<RingSlot> poller,
            List<Instrument> definitions,
            DistributeSettings settings,
            NanoClock clock,
            EpochNanoClock epochClock) {
        this.poller = poller;
        this.clock = clock;
        this.settings = settings;
        instruments = new InstrumentState[definitions.size()];
        for (Instrument instrument : definitions) {
            InstrumentState state =
                    new InstrumentState(instrument, settings.historyBars(), this::onBar);
            instruments[instrument.id()] = state;
            bySymbol.put(instrument.symbol(), state);
        }
        barClock = new BarClock(settings.closeGraceNs());
        sessions = new Sessions(settings.heartbeatNs(), epochClock);
    }

    /** The instrument of a symbol, or null. */
    public InstrumentState instrument(String symbol) {
        return bySymbol.get(symbol);
    }

    /** The instrument of an id. */
    public InstrumentState instrument(int id) {
        return instruments[id];
    }

    /** The sessions of this thread. */
    public Sessions sessions() {
        return sessions;
    }

    /**
     * Reads a batch and serves the sessions it concerns, and those whose time has come.
     *
     * @return events read; as many as the batch limit when there may be more.
     */
    public int doWork() {
        nowNs = clock.nanoTime();
        batch = 0;
        try {
            poller.poll(handler);
        } catch (Exception e) {
            throw new IllegalStateException("reading the ring failed: " + e.getMessage(), e);
        }
        sessions.flush(nowNs);
        return batch;
    }

    /** Events read in one go at most. */
    public int batchLimit() {
        return settings.batchLimit();
    }

    /** Subscribes: from now on the stream's events go to the session. */
    public void add(Subscription subscription, BarInterval interval) {
        InstrumentState state = instruments[subscription.key().instrumentId()];
        Session session = subscription.session();
        session.add(subscription, newest(state, subscription, interval));
        sessions.touch(session);
        state.subscribers(subscription.key(), interval).add(subscription);
        updateWanted(state, interval);
    }

    /** Subscribes without the state so far. */
    public void addWithoutSnapshot(Subscription subscription, BarInterval interval) {
        InstrumentState state = instruments[subscription.key().instrumentId()];
        subscription.session().add(subscription, null);
        state.subscribers(subscription.key(), interval).add(subscription);
        updateWanted(state, interval);
    }

    /** Unsubscribes. */
    public void remove(Subscription subscription, BarInterval interval) {
        subscription.session().remove(subscription);
        forget(subscription, interval);
    }

    /** Ends a session whose connection is gone. */
    public void closed(Session session) {
        for (Subscription subscription : session.subscriptions()) {
            forget(subscription, intervalOf(subscription));
        }
        sessions.remove(session);
        session.onClosed();
    }

    /** Seq of a stream's newest event; 0 before the first. */
    public long lastSeq(
            InstrumentState state, io.ticktide.session.Channel channel, BarInterval interval) {
        return switch (channel) {
            case QUOTE -> seqOf(state.quote());
            case TRADE -> seqOf(state.trade());
            case CANDLE -> state.bars().series(interval).seq();
        };
    }

    /** The interval of a candle subscription; null for the other channels. */
    public static BarInterval intervalOf(Subscription subscription) {
        int seconds = subscription.key().intervalSec();
        for (int i = 0; i < BarInterval.count(); i++) {
            if (BarInterval.at(i).seconds() == seconds) {
                return BarInterval.at(i);
            }
        }
        return null;
    }

    private void forget(Subscription subscription, BarInterval interval) {
        InstrumentState state = instruments[subscription.key().instrumentId()];
        state.subscribers(subscription.key(), interval).remove(subscription);
        updateWanted(state, interval);
    }

    private static void updateWanted(InstrumentState state, BarInterval interval) {
        if (interval != null) {
            boolean wanted = state.candleSubscribers(interval).size() > 0;
            state.bars().series(interval).wanted(wanted);
        }
    }

    private static long seqOf(InstrumentState.LastMessage last) {
        return last.length() == 0 ? 0 : EventHeader.seq(last.buffer(), 0);
    }

    private Message newest(InstrumentState state, Subscription subscription, BarInterval interval) {
        return switch (subscription.key().channel()) {
            case QUOTE -> view(state.quote());
            case TRADE -> view(state.trade());
            case CANDLE -> {
                DirectBuffer bar = state.bars().series(interval).newest();
                yield bar == null ? null : message.wrap(bar, 0, bar.capacity());
            }
        };
    }

    private Message view(InstrumentState.LastMessage last) {
        return last.length() == 0 ? null : message.wrap(last.buffer(), 0, last.length());
    }

    private boolean onEvent(RingSlot slot, long sequence, boolean endOfBatch) {
        DirectBuffer buffer = slot.buffer();
        int templateId = EventHeader.templateId(buffer, 0);
        if (templateId == FeedClockDecoder.TEMPLATE_ID) {
            feedClock.wrapAndApplyHeader(buffer, 0, header);
            barClock.onTime(feedClock.tsEvent(), lastIngressNs, instruments);
        } else {
            lastIngressNs = EventHeader.tsIngress(buffer, 0);
            current = instruments[EventHeader.instrumentId(buffer, 0)];
            onMarketEvent(templateId, buffer, slot.length());
        }
        return ++batch < settings.batchLimit();
    }

    private void onMarketEvent(int templateId, DirectBuffer buffer, int length) {
        switch (templateId) {
            case QuoteDecoder.TEMPLATE_ID, QuoteWideDecoder.TEMPLATE_ID -> {
                current.quote().set(buffer, length);
                distribute(current.quoteSubscribers(), buffer, length);
            }
            case TradeDecoder.TEMPLATE_ID -> {
                current.trade().set(buffer, length);
                distribute(current.tradeSubscribers(), buffer, length);
                trade.wrapAndApplyHeader(buffer, 0, header);
                current.bars()
                        .onTrade(
                                trade.ev().tsEvent(),
                                trade.ev().tsIngress(),
                                EventHeader.flags(buffer, 0),
                                trade.price(),
                                trade.qty(),
                                trade.ev().seq());
            }
            case BookDeltaDecoder.TEMPLATE_ID -> current.book().apply(bookDelta, header, buffer, 0);
            default ->
                    throw new IllegalStateException(
                            "template " + templateId + " in the ring: FeedIngress never writes it");
        }
    }

    private void onBar(BarInterval interval, DirectBuffer bar, int length) {
        int id = EventHeader.instrumentId(bar, 0);
        distribute(instruments[id].candleSubscribers(interval), bar, length);
    }

    private void distribute(Subscribers subscribers, DirectBuffer buffer, int length) {
        int size = subscribers.size();
        if (size == 0) {
            return;
        }
        message.wrap(buffer, 0, length);
        for (int i = 0; i < size; i++) {
            Subscription subscription = subscribers.at(i);
            Session session = subscription.session();
            try {
                session.offer(subscription, message, nowNs);
            } catch (RuntimeException e) {
                session.fail(e); // Else the ring would give the event out again, to everybody.
            }
            sessions.touch(session);
        }
    }
}
