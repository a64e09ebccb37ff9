package io.ticktide.distribute;

import io.ticktide.codecs.Bits;
import io.ticktide.harness.FakeSink;
import io.ticktide.harness.PacketListener;
import io.ticktide.harness.Received;
import io.ticktide.harness.Stream;
import io.ticktide.session.Channel;
import io.ticktide.session.Session;
import io.ticktide.session.StreamKey;
import io.ticktide.session.StreamOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A client that subscribes, loses its connection, comes back, and checks all that it hears. */
final class LifeClient {
    private final Distributor distributor;
    private final ClientChecks checks;
    private final Function<FakeSink, Session> connect;
    private final UnaryOperator<PacketListener> ears;
    private final List<String> violations = new ArrayList<>();
    private final Map<StreamKey, ClientStream> streams = new HashMap<>();
    private final Map<Stream, NavigableMap<Long, Received>> bars = new HashMap<>();
    private FakeSink sink;
    private Session session;
    private int checked;
    private int delivered;

    /**
     * @param connect opens a session over a sink.
     * @param ears what stands between what is decoded and what is checked.
     */
    LifeClient(
            Distributor distributor,
            Published published,
            Function<FakeSink, Session> connect,
            UnaryOperator<PacketListener> ears) {
        this.distributor = distributor;
        this.connect = connect;
        this.ears = ears;
        checks = new ClientChecks(published, violations);
        connect();
    }

    FakeSink sink() {
        return sink;
    }

    Session session() {
        return session;
    }

    Map<StreamKey, ClientStream> streams() {
        return streams;
    }

    /** Everything that was wrong so far. */
    List<String> violations() {
        List<String> all = new ArrayList<>(violations);
        all.addAll(sink.account().violations());
        return all;
    }

    /** Messages checked in all its connections. */
    int delivered() {
        return delivered;
    }

    /** Every event of the candle streams so far; of a client that gets them one by one. */
    Map<Stream, NavigableMap<Long, Received>> bars() {
        return bars;
    }

    void connect() {
        sink = new FakeSink(ears);
        session = connect.apply(sink);
        checked = 0;
    }

    /** Subscribes as the endpoint does. */
    void subscribe(StreamKey key, StreamStart start, StreamOptions options, int causes) {
        ClientStream stream = streams.computeIfAbsent(key, ClientStream::new);
        Distributor.Start begun = distributor.prepare(session, key, start);
        begun.subscription().options(options);
        boolean same = start.kind() == StreamStart.Kind.RESUME;
        if (same && begun.lastSeq() != stream.lastSeq) {
            violations.add(key + " resumes behind " + begun.lastSeq() + ", not " + stream.lastSeq);
        }
        if (!same) {
            stream.book.clear();
            stream.owedBars.clear();
            boolean fromTheFirst = begun.lastSeq() == 0;
            stream.bookKnown = key.channel() == Channel.BOOK && fromTheFirst;
        }
        stream.lastSeq = begun.lastSeq();
        stream.beganAt = begun.lastSeq();
        stream.recovered = start.isResume() && begun.recovered();
        stream.resumed = start.isResume();
        stream.possibleCauses =
                causes
                        | (stream.resumed ? Bits.CAUSE_CATCHUP : 0)
                        | (key.channel() == Channel.BOOK && key.detail() > 0
                                ? Bits.CAUSE_DEPTH
                                : 0);
        sink.account().begin(wire(key), begun.lastSeq());
        distributor.begin(begun);
    }

    void unsubscribe(StreamKey key) {
        distributor.remove(session.subscription(key));
        sink.account().end(wire(key));
        streams.remove(key);
    }

    /** The connection breaks: what waited is lost, what was received stays. */
    void drop() {
        violations.addAll(sink.account().violations());
        distributor.closed(session);
    }

    /**
     * Checks what came since the last time.
     *
     * @param full every event of the candle streams.
     */
    void digest(Map<Stream, NavigableMap<Long, Received>> full) {
        List<Received> all = sink.account().received();
        for (; checked < all.size(); checked++) {
            Received one = all.get(checked);
            if (one.stream().channel() == Stream.CANDLE) {
                bars.computeIfAbsent(one.stream(), key -> new TreeMap<>()).put(one.seq(), one);
            }
            checks.check(streams.get(key(one.stream())), one, full.get(one.stream()));
            delivered++;
        }
        for (ClientStream stream : streams.values()) {
            stream.lastSeq = sink.account().lastSeq(wire(stream.key));
            if (stream.key.channel() == Channel.BOOK) {
                checks.checkBook(stream, stream.lastSeq);
            }
        }
    }

    static Stream wire(StreamKey key) {
        return new Stream(key.instrumentId(), key.channel().code(), key.detail());
    }

    private static StreamKey key(Stream stream) {
        Channel channel = Channel.values()[stream.channel() - 1];
        return new StreamKey(stream.instrumentId(), channel, stream.detail());
    }
}
