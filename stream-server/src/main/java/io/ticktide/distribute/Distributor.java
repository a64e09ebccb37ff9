package io.ticktide.distribute;

import com.lmax.disruptor.EventPoller;
import io.ticktide.candles.BarInterval;
import io.ticktide.candles.InstrumentBars;
import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.FeedClockDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.QuoteWideDecoder;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.codecs.sbe.TradingStatusDecoder;
import io.ticktide.feed.Instrument;
import io.ticktide.history.EventHistory;
import io.ticktide.history.PastOpener;
import io.ticktide.history.RecordedPast;
import io.ticktide.market.BarClock;
import io.ticktide.market.OrderBook;
import io.ticktide.ring.RingSlot;
import io.ticktide.session.Audience;
import io.ticktide.session.BookMessages;
import io.ticktide.session.Channel;
import io.ticktide.session.Message;
import io.ticktide.session.Session;
import io.ticktide.session.StreamKey;
import io.ticktide.session.Subscription;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
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
    private static final double GOLDEN_RATIO = 0.618_033_988_749_895;

    private final EventPoller<RingSlot> poller;
    private final NanoClock clock;
    private final DistributeSettings settings;
    private final InstrumentState[] instruments;
    private final InstrumentBars[] bars;
    private final Object2ObjectHashMap<String, InstrumentState> bySymbol =
            new Object2ObjectHashMap<>();
    private final EventHistory history;
    private final StreamOpener opener;
    private final Audiences audiences;
    private final Sessions sessions;
    private final BarClock barClock;
    private final EventPoller.Handler<RingSlot> handler = this::onEvent;
    private final Message message = new Message();
    private final BookMessages bookMessages = new BookMessages();
    private final ExpandableArrayBuffer bookState = new ExpandableArrayBuffer();
    private final TradeDecoder trade = new TradeDecoder();
    private final BookDeltaDecoder bookDelta = new BookDeltaDecoder();
    private final FeedClockDecoder feedClock = new FeedClockDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long nowNs;
    private long lastIngressNs;
    private int batch;
    private InstrumentState current;
    private Session puller; // null: events do not wait for anybody

    /** Without a recording: streams begin no further back than memory reaches. */
    public Distributor(
            EventPoller<RingSlot> poller,
            List<Instrument> definitions,
            DistributeSettings settings,
            NanoClock clock,
            EpochNanoClock epochClock) {
        this(poller, definitions, settings, null, clock, epochClock);
    }

    /**
     * @param past where streams can begin that reach further back than memory; null: nowhere.
     */
    public Distributor(
            EventPoller<RingSlot> poller,
            List<Instrument> definitions,
            DistributeSettings settings,
            RecordedPast past,
            NanoClock clock,
            EpochNanoClock epochClock) {
        this.poller = poller;
        this.clock = clock;
        this.settings = settings;
        instruments = new InstrumentState[definitions.size()];
        bars = new InstrumentBars[definitions.size()];
        for (Instrument instrument : definitions) {
            InstrumentState state =
                    new InstrumentState(instrument, settings.historyBars(), this::onBar);
            instruments[instrument.id()] = state;
            bars[instrument.id()] = state.bars();
            bySymbol.put(instrument.symbol(), state);
        }
        int streams = instruments.length * Channel.values().length;
        history = new EventHistory(streams, settings.eventHistoryBytes());
        opener = new StreamOpener(history, past == null ? null : new PastOpener(past, history));
        barClock = new BarClock(settings.closeGraceNs());
        audiences = new Audiences(key -> instruments[key.instrumentId()].subscribers(key));
        sessions = new Sessions(settings.heartbeatNs(), clock, epochClock, audiences);
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
     * @return events read; as many as the batch limit when there may be more to read or to send.
     */
    public int doWork() {
        nowNs = clock.nanoTime();
        batch = 0;
        try {
            if (puller == null || puller.takesMore()) {
                poller.poll(handler);
            }
        } catch (Exception e) {
            throw new IllegalStateException("reading the ring failed: " + e.getMessage(), e);
        }
        audiences.flush(nowNs);
        boolean more = sessions.flush(nowNs);
        return more ? settings.batchLimit() : batch;
    }

    /** Events read in one go at most. */
    public int batchLimit() {
        return settings.batchLimit();
    }

    /** Seqs of the newest events that are kept for resume and range. */
    public EventHistory history() {
        return history;
    }

    /** What a subscribe led to; {@link #begin} makes it happen. */
    public static final class Start {
        private final StreamOpener.Opening opening;

        private Start(StreamOpener.Opening opening) {
            this.opening = opening;
        }

        /** Accounting starts behind this seq. */
        public long lastSeq() {
            return opening.subscription().lastSeq();
        }

        /** Whether nothing is missing between the start asked for and the first message. */
        public boolean recovered() {
            return opening.recovered();
        }

        /** The stream to be. */
        public Subscription subscription() {
            return opening.subscription();
        }
    }

    /** Works out where a stream would begin; nothing is sent before {@link #begin}. */
    public Start prepare(Session session, StreamKey key, StreamStart start) {
        InstrumentState state = instruments[key.instrumentId()];
        return new Start(opener.open(session, state, key, start));
    }

    /** Subscribes: from now on the stream's events go to the session. */
    public void begin(Start start) {
        Subscription subscription = start.subscription();
        Session session = subscription.session();
        int place = session.subscriptions().size();
        subscription.stagger(clock.nanoTime(), place * GOLDEN_RATIO % 1);
        StreamOpener.Opening opening = start.opening;
        Message snapshot =
                opening.isSeeded() ? opener.snapshot(instrumentOf(subscription), opening) : null;
        session.add(subscription, snapshot);
        if (opening.isSeeded() && snapshot == null) {
            subscription.awaitBase();
        }
        sessions.touch(session);
        instrumentOf(subscription).begin(subscription);
    }

    /** Unsubscribes. */
    public void remove(Subscription subscription) {
        subscription.session().remove(subscription);
        instrumentOf(subscription).end(subscription);
    }

    /** Ends a session whose connection is gone. */
    public void closed(Session session) {
        session.leaveAudience();
        for (Subscription subscription : session.subscriptions()) {
            instrumentOf(subscription).end(subscription);
        }
        sessions.remove(session);
        session.onClosed();
    }

    /**
     * A session comes from another market of this thread, without streams.
     *
     * @see Session#moveTo
     */
    public void join(Session session) {
        sessions.join(session);
    }

    /** A session goes to another market of this thread; all its streams end. */
    public void leave(Session session) {
        for (Subscription subscription : List.copyOf(session.subscriptions())) {
            remove(subscription);
        }
        sessions.leave(session);
    }

    /** From now on no more is read than this session takes without merging. */
    public void pulledBy(Session session) {
        puller = session;
    }

    /** Index of a stream in {@link #history}; candle streams are not kept there. */
    public static int streamIndex(StreamKey key) {
        return StreamOpener.streamIndex(key.instrumentId(), key.channel());
    }

    private InstrumentState instrumentOf(Subscription subscription) {
        return instruments[subscription.key().instrumentId()];
    }

    private boolean onEvent(RingSlot slot, long sequence, boolean endOfBatch) {
        DirectBuffer buffer = slot.buffer();
        int templateId = EventHeader.templateId(buffer, 0);
        if (templateId == FeedClockDecoder.TEMPLATE_ID) {
            feedClock.wrapAndApplyHeader(buffer, 0, header);
            barClock.onTime(feedClock.tsEvent(), lastIngressNs, bars);
        } else {
            lastIngressNs = EventHeader.tsIngress(buffer, 0);
            current = instruments[EventHeader.instrumentId(buffer, 0)];
            onMarketEvent(templateId, buffer, slot.length());
        }
        return ++batch < settings.batchLimit() && (puller == null || puller.takesMore());
    }

    private void onMarketEvent(int templateId, DirectBuffer buffer, int length) {
        switch (templateId) {
            case QuoteDecoder.TEMPLATE_ID, QuoteWideDecoder.TEMPLATE_ID -> {
                keep(Channel.QUOTE, buffer, length);
                current.quote().set(buffer, length);
                distribute(current.quoteSubscribers(), buffer, length);
            }
            case TradeDecoder.TEMPLATE_ID -> {
                keep(Channel.TRADE, buffer, length);
                current.trade().set(buffer, length);
                distribute(current.tradeSubscribers(), buffer, length);
                if (!isState(buffer)) {
                    onTrade(buffer);
                }
            }
            case BookDeltaDecoder.TEMPLATE_ID -> {
                if (isState(buffer)) {
                    onBookState(buffer);
                } else {
                    keep(Channel.BOOK, buffer, length);
                    onBook(buffer, length);
                }
            }
            case CandleDecoder.TEMPLATE_ID -> current.bars().resume(buffer, 0);
            case TradingStatusDecoder.TEMPLATE_ID -> {
                keep(Channel.STATUS, buffer, length);
                current.status().set(buffer, length);
                distribute(current.statusSubscribers(), buffer, length);
            }
            default ->
                    throw new IllegalStateException(
                            "template " + templateId + " in the ring: FeedIngress never writes it");
        }
    }

    private void keep(Channel channel, DirectBuffer buffer, int length) {
        int id = current.instrument().id();
        history.append(StreamOpener.streamIndex(id, channel), buffer, 0, length);
    }

    private void onTrade(DirectBuffer buffer) {
        trade.wrapAndApplyHeader(buffer, 0, header);
        current.bars()
                .onTrade(
                        trade.ev().tsEvent(),
                        trade.ev().tsIngress(),
                        EventHeader.flags(buffer, 0),
                        EventHeader.cause(buffer, 0),
                        trade.price(),
                        trade.qty(),
                        trade.ev().seq());
    }

    /** Whether a message is the state at the start of a replay or behind a hole: no event. */
    private static boolean isState(DirectBuffer buffer) {
        return (EventHeader.flags(buffer, 0) & Bits.FLAG_SNAPSHOT) != 0;
    }

    private void onBook(DirectBuffer buffer, int length) {
        current.book().apply(bookDelta, header, buffer, 0);
        distribute(current.bookSubscribers(), buffer, length);
        updateViews(buffer);
    }

    /** All parts of a state have one number, so clients get it as one message. */
    private void onBookState(DirectBuffer buffer) {
        OrderBook book = current.book();
        book.apply(bookDelta, header, buffer, 0);
        if ((EventHeader.flags(buffer, 0) & Bits.FLAG_LAST_IN_EVENT) == 0) {
            return;
        }
        int id = current.instrument().id();
        history.forget(StreamOpener.streamIndex(id, Channel.BOOK), book.newest().seq());
        if (!current.bookSubscribers().isEmpty()) {
            int length = bookMessages.snapshot(bookState, book, new StreamKey(id, Channel.BOOK, 0));
            EventHeader.addCause(bookState, 0, EventHeader.cause(buffer, 0));
            distribute(current.bookSubscribers(), bookState, length);
        }
        updateViews(buffer);
    }

    private void updateViews(DirectBuffer buffer) {
        List<DepthView> views = current.depthViews();
        for (int i = 0; i < views.size(); i++) {
            DepthView view = views.get(i);
            int deltaLength =
                    view.update(EventHeader.cause(buffer, 0), EventHeader.conflated(buffer, 0));
            if (deltaLength > 0) {
                distribute(view.subscribers(), view.buffer(), deltaLength);
            }
        }
    }

    private void onBar(BarInterval interval, DirectBuffer bar, int length) {
        int id = EventHeader.instrumentId(bar, 0);
        distribute(instruments[id].candleSubscribers(interval), bar, length);
    }

    private void distribute(Subscribers subscribers, DirectBuffer buffer, int length) {
        message.wrap(buffer, 0, length);
        // Audiences first: a session that falls behind meanwhile is among the others after that.
        for (int i = 0; i < subscribers.audienceCount(); i++) {
            Audience audience = subscribers.audience(i);
            if (audience.offer(subscribers.slot(i), message, nowNs)) {
                audiences.touch(audience);
            }
        }
        for (int i = 0; i < subscribers.size(); i++) {
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
