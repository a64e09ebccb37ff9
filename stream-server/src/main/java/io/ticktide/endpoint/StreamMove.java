package io.ticktide.endpoint;

import io.ticktide.auth.Entitlements;
import io.ticktide.distribute.Distributor;
import io.ticktide.distribute.StreamStart;
import io.ticktide.feed.Instrument;
import io.ticktide.session.Channel;
import io.ticktide.session.Session;
import io.ticktide.session.StreamKey;
import io.ticktide.session.StreamOptions;
import io.ticktide.session.Subscription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes a session with its streams from one market to another. Each stream ends in the old one and
 * begins in the new one with the newest state, under the options it had; its accounting starts anew
 * with the {@code subscribed} that says so. Streams are found again by symbol.
 *
 * <p>Owner: the session's I/O thread.
 */
final class StreamMove {
    /** Answers in a row before the socket gets a chance to take them. */
    private static final int MOST_ANSWERS = 4;

    private final Session session;
    private final Market from;
    private final Market to;
    private final Entitlements entitlements;
    private final long nowNs;
    private int answers;

    /**
     * @param nowNs monotonic.
     */
    StreamMove(Session session, Market from, Market to, Entitlements entitlements, long nowNs) {
        this.session = session;
        this.from = from;
        this.to = to;
        this.entitlements = entitlements;
        this.nowNs = nowNs;
    }

    private record Shape(Channel channel, int detail, StreamOptions options) {}

    /**
     * Moves.
     *
     * @param marker said between the last message of the old market and whatever is of the new one.
     */
    void run(String marker) {
        Map<Shape, List<String>> streams = new LinkedHashMap<>();
        for (Subscription one : session.subscriptions()) {
            StreamKey key = one.key();
            Shape shape = new Shape(key.channel(), key.detail(), one.options());
            streams.computeIfAbsent(shape, any -> new ArrayList<>()).add(symbol(key));
        }
        from.distributor().leave(session);
        to.join(session);
        answer(marker);
        streams.forEach(this::begin);
    }

    private String symbol(StreamKey key) {
        return from.distributor().instrument(key.instrumentId()).instrument().symbol();
    }

    private void begin(Shape shape, List<String> symbols) {
        ObjectNode subscribed = Answers.object().put("op", "subscribed");
        subscribed.put("ch", shape.channel().label());
        StreamKey anyKey = new StreamKey(0, shape.channel(), shape.detail());
        ObjectNode effective = subscribed.putObject("effective");
        OptionFields.put(effective, shape.options());
        effective.put("snapshot", true);
        StreamRequest.putDetail(effective, anyKey);
        ArrayNode begun = subscribed.putArray("streams");

        ObjectNode unsubscribed = Answers.object().put("op", "unsubscribed");
        unsubscribed.put("ch", shape.channel().label());
        StreamRequest.putDetail(unsubscribed, anyKey);
        ArrayNode ended = unsubscribed.putArray("streams");

        List<Distributor.Start> starts = new ArrayList<>();
        for (String symbol : symbols) {
            try {
                StreamKey key = key(shape, symbol);
                Distributor.Start start =
                        to.distributor().prepare(session, key, StreamStart.snapshot());
                start.subscription().options(shape.options());
                starts.add(start);
                begun.addObject()
                        .put("sym", symbol)
                        .put("instrumentId", key.instrumentId())
                        .put("lastSeq", Long.toString(start.lastSeq()));
            } catch (BadCommand bad) {
                Answers.describe(ended.addObject().put("sym", symbol).putObject("error"), bad);
            }
        }
        if (!ended.isEmpty()) {
            answer(unsubscribed.toString());
        }
        if (!begun.isEmpty()) {
            answer(subscribed.toString());
        }
        starts.forEach(to.distributor()::begin);
    }

    private StreamKey key(Shape shape, String symbol) throws BadCommand {
        Instrument instrument = to.instrument(symbol);
        if (instrument == null) {
            throw BadCommand.notInThisMarket(symbol);
        }
        if (!Symbols.isEntitled(entitlements, instrument, shape.channel())) {
            throw BadCommand.notEntitled(shape.channel(), symbol);
        }
        return new StreamKey(instrument.id(), shape.channel(), shape.detail());
    }

    private void answer(String json) {
        session.answer(json);
        answers++;
        if (answers % MOST_ANSWERS == 0) {
            session.flush(nowNs);
        }
    }
}
