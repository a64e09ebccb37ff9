package io.ticktide.perf;

import io.ticktide.codecs.EventHeader;
import io.ticktide.session.Audience;
import io.ticktide.session.Message;
import io.ticktide.session.QuoteSubscription;
import io.ticktide.session.Session;
import io.ticktide.session.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/**
 * What a wake-up brought, written to 100 sessions, per message delivered: as one packet that all
 * members of an audience get, and as a packet of each session's own, which those get who are behind
 * or rate-limited. The ring and the socket are not in it.
 */
public class FrameWriteBenchmark extends StageBenchmark {
    static final int SESSIONS = 100;
    static final int BATCH = 64;

    private final List<UnsafeBuffer> events = TapeRing.messages(false);
    private final TapeSessions clients = new TapeSessions();
    private final Message message = new Message();
    private final List<CompletingSink> sinks = new ArrayList<>();
    private final List<Subscription> streams = new ArrayList<>();
    private Audience audience;
    private long seq;
    private long ownSeq;

    /** Opens 100 sessions that are an audience, and 100 that are on their own. */
    @Setup
    public void subscribe() {
        for (int i = 0; i < SESSIONS; i++) {
            Session member = open().session();
            audience =
                    audience == null ? new Audience(member, FrameWriteBenchmark::fail) : audience;
            if (!Audience.mayJoin(member, StoppedClock.NOW_NS)) {
                throw new IllegalStateException("a new session may not join an audience");
            }
            audience.join(member);
            streams.add(open());
        }
    }

    /** One event, one packet for all. */
    @Benchmark
    @OperationsPerInvocation(SESSIONS)
    public void sharedWithOne() {
        share(1);
    }

    /** Many events, one packet for all. */
    @Benchmark
    @OperationsPerInvocation(SESSIONS * BATCH)
    public void sharedWithMany() {
        share(BATCH);
    }

    /** One event, a packet of each session's own. */
    @Benchmark
    @OperationsPerInvocation(SESSIONS)
    public void ownWithOne() {
        giveEach(1);
    }

    /** Many events, a packet of each session's own. */
    @Benchmark
    @OperationsPerInvocation(SESSIONS * BATCH)
    public void ownWithMany() {
        giveEach(BATCH);
    }

    /** Frames that all sessions' sinks got. */
    long frames() {
        return sinks.stream().mapToLong(CompletingSink::frames).sum();
    }

    /** Bytes that all sessions' sinks got. */
    long bytes() {
        return sinks.stream().mapToLong(CompletingSink::bytes).sum();
    }

    private void share(int count) {
        for (int i = 0; i < count; i++) {
            audience.offer(0, event(++seq), StoppedClock.NOW_NS);
        }
        audience.flush(StoppedClock.NOW_NS);
    }

    private void giveEach(int count) {
        for (int i = 0; i < count; i++) {
            Message event = event(++ownSeq);
            for (int j = 0; j < SESSIONS; j++) {
                Subscription stream = streams.get(j);
                stream.session().offer(stream, event, StoppedClock.NOW_NS);
            }
        }
        for (int j = 0; j < SESSIONS; j++) {
            streams.get(j).session().flush(StoppedClock.NOW_NS);
        }
    }

    /** The tape's events over and over, numbered on: accounting never sees an event twice. */
    private Message event(long number) {
        UnsafeBuffer event = events.get((int) number & (Tape.EVENTS - 1));
        EventHeader.seq(event, 0, number);
        return message.wrap(event, 0, event.capacity());
    }

    private Subscription open() {
        CompletingSink sink = new CompletingSink();
        Session session = clients.open(sink);
        Subscription stream = new QuoteSubscription(session, TapeSessions.QUOTES, 0);
        session.add(stream, null);
        sinks.add(sink);
        return stream;
    }

    private static void fail(Audience left, Session session) {
        throw new IllegalStateException("session " + session.id() + " left the audience");
    }
}
