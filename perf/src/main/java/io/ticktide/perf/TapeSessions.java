package io.ticktide.perf;

import io.ticktide.config.SessionConfig;
import io.ticktide.endpoint.BinaryDialect;
import io.ticktide.session.Channel;
import io.ticktide.session.Definitions;
import io.ticktide.session.DeliveryCounters;
import io.ticktide.session.Dialect;
import io.ticktide.session.FramePool;
import io.ticktide.session.Session;
import io.ticktide.session.SessionLimits;
import io.ticktide.session.StreamKey;
import java.util.concurrent.TimeUnit;

/**
 * Opens sessions as an I/O thread does: one dialect, one pool and one set of counters for all of
 * them, limits as configured by default.
 *
 * <p>Owner: the benchmark's thread.
 */
final class TapeSessions {
    /** The tape's quotes. */
    static final StreamKey QUOTES = new StreamKey(0, Channel.QUOTE, 0);

    /** The tape's trades. */
    static final StreamKey TRADES = new StreamKey(0, Channel.TRADE, 0);

    private final SessionLimits limits = limits(SessionConfig.defaults());
    private final FramePool pool = new FramePool(limits.outboxBytes(), Long.MAX_VALUE);
    private final Dialect dialect = new BinaryDialect();
    private final Definitions definitions = new Definitions(Tape.instruments());
    private final DeliveryCounters counters = new DeliveryCounters();
    private long opened;

    /** A session whose frames go to a sink of its own. */
    Session open(CompletingSink sink) {
        Session session =
                new Session(
                        ++opened,
                        sink,
                        dialect,
                        pool,
                        limits,
                        definitions,
                        new StoppedClock(),
                        counters);
        sink.session(session);
        session.onReceived(StoppedClock.NOW_NS);
        return session;
    }

    /** What all sessions counted. */
    DeliveryCounters counters() {
        return counters;
    }

    private static SessionLimits limits(SessionConfig session) {
        return new SessionLimits(
                session.maxStreams(),
                session.outboxBytes(),
                session.controlFrames(),
                session.controlBytes(),
                session.tradeSummaries(),
                session.closedBars(),
                TimeUnit.MILLISECONDS.toNanos(session.idleTimeoutMs()));
    }
}
