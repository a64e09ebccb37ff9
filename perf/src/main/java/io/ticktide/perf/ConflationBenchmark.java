package io.ticktide.perf;

import io.ticktide.session.DeliveryCounters;
import io.ticktide.session.Message;
import io.ticktide.session.QuoteSubscription;
import io.ticktide.session.Session;
import io.ticktide.session.StreamOptions;
import io.ticktide.session.Subscription;
import io.ticktide.session.TradeSubscription;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** An event that a session may not send yet: it merges into what waits in the stream's slot. */
public class ConflationBenchmark extends StageBenchmark {
    private static final int FIRST_EVENTS = 4;

    private final List<UnsafeBuffer> quotes = TapeRing.messages(false);
    private final List<UnsafeBuffer> trades = TapeRing.messages(true);
    private final TapeSessions clients = new TapeSessions();
    private final Session session = clients.open(new CompletingSink());
    private final Subscription quoteStream = new QuoteSubscription(session, TapeSessions.QUOTES, 0);
    private final Subscription tradeStream =
            new TradeSubscription(session, TapeSessions.TRADES, 0, Tape.NOTIONAL_SCALE);
    private final Message message = new Message();
    private int next;

    /** Begins both streams; once the first events were sent the rate holds all others back. */
    @Setup
    public void subscribe() {
        hold(quoteStream, quotes);
        hold(tradeStream, trades);
    }

    /** The latest quote replaces the one that waits. */
    @Benchmark
    public void quoteReplacesPending() {
        offer(quoteStream, quotes);
    }

    /** A trade joins the summary that waits. */
    @Benchmark
    public void tradeJoinsSummary() {
        offer(tradeStream, trades);
    }

    /** What the session counted. */
    DeliveryCounters counters() {
        return clients.counters();
    }

    private void hold(Subscription stream, List<UnsafeBuffer> events) {
        stream.options(new StreamOptions(1, 0, false));
        session.add(stream, null);
        // A limiter may let a short burst pass before it holds anything back.
        for (int i = 0; i < FIRST_EVENTS; i++) {
            offer(stream, events);
        }
        session.flush(StoppedClock.NOW_NS);
    }

    private void offer(Subscription stream, List<UnsafeBuffer> events) {
        UnsafeBuffer event = events.get(next);
        next = (next + 1) & (Tape.EVENTS - 1);
        session.offer(stream, message.wrap(event, 0, event.capacity()), StoppedClock.NOW_NS);
    }
}
