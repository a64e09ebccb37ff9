package io.ticktide.endpoint;

import io.ticktide.candles.BarInterval;
import io.ticktide.distribute.Distributor;
import io.ticktide.distribute.InstrumentState;
import io.ticktide.session.CandleSubscription;
import io.ticktide.session.Channel;
import io.ticktide.session.QuoteSubscription;
import io.ticktide.session.Session;
import io.ticktide.session.StreamKey;
import io.ticktide.session.Subscription;
import io.ticktide.session.TradeSubscription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Begins and ends streams. Each symbol of a command succeeds or fails for itself. The answer leaves
 * before the first message of what it announces.
 *
 * <p>Owner: one I/O thread.
 */
final class SubscribeCommand {
    private static final int MOST_RATE = 1_000_000;

    private final Distributor distributor;

    SubscribeCommand(Distributor distributor) {
        this.distributor = distributor;
    }

    void subscribe(Session session, CommandFields fields, Long id) throws BadCommand {
        fields.allow("op", "id", "ch", "sym", "interval", "maxRate", "snapshot");
        Channel channel = channel(fields);
        BarInterval interval = interval(fields, channel);
        boolean snapshot = fields.flag("snapshot", true);
        int maxRate = (int) Math.min(MOST_RATE, fields.integer("maxRate", 1, Long.MAX_VALUE, 0));
        List<String> symbols = fields.texts("sym");

        ObjectNode answer = Answers.answer("subscribed", id);
        answer.put("ch", channel.label());
        ObjectNode effective = answer.putObject("effective");
        putRate(effective, maxRate);
        effective.put("snapshot", snapshot);
        if (interval != null) {
            effective.put("interval", interval.label());
        }
        ArrayNode streams = answer.putArray("streams");
        Map<StreamKey, Subscription> added = new LinkedHashMap<>();
        for (String symbol : symbols) {
            ObjectNode stream = streams.addObject().put("sym", symbol);
            try {
                InstrumentState state = instrument(symbol);
                StreamKey key = key(state, channel, interval);
                stream.put("instrumentId", key.instrumentId());
                Subscription of = session.subscription(key);
                if (of == null) {
                    of = added.get(key); // Named twice in one command.
                }
                if (of == null) {
                    of = prepare(session, state, key, interval, snapshot, added.size() + 1);
                    added.put(key, of);
                }
                of.maxRate(maxRate);
                stream.put("lastSeq", Long.toString(of.lastSeq()));
            } catch (BadCommand bad) {
                Answers.describe(stream.putObject("error"), bad);
            }
        }
        session.answer(answer.toString());
        for (Subscription subscription : added.values()) {
            if (snapshot) {
                distributor.add(subscription, interval);
            } else {
                distributor.addWithoutSnapshot(subscription, interval);
            }
        }
    }

    void unsubscribe(Session session, CommandFields fields, Long id) throws BadCommand {
        fields.allow("op", "id", "ch", "sym", "interval");
        Channel channel = channel(fields);
        BarInterval interval = interval(fields, channel);
        List<String> symbols = fields.texts("sym");

        ObjectNode answer = Answers.answer("unsubscribed", id);
        answer.put("ch", channel.label());
        ArrayNode streams = answer.putArray("streams");
        for (String symbol : symbols) {
            ObjectNode stream = streams.addObject().put("sym", symbol);
            try {
                end(session, symbol, channel, interval);
            } catch (BadCommand bad) {
                Answers.describe(stream.putObject("error"), bad);
            }
        }
        session.answer(answer.toString());
    }

    /** A rate as answers show it: null when unlimited. */
    static void putRate(ObjectNode node, int maxRate) {
        if (maxRate == 0) {
            node.putNull("maxRate");
        } else {
            node.put("maxRate", maxRate);
        }
    }

    private Subscription prepare(
            Session session,
            InstrumentState state,
            StreamKey key,
            BarInterval interval,
            boolean snapshot,
            int addedWithIt)
            throws BadCommand {
        if (!session.mayAdd(addedWithIt)) {
            throw BadCommand.tooManyStreams(session.limits().maxStreams());
        }
        long newest = distributor.lastSeq(state, key.channel(), interval);
        // With a snapshot the newest event itself comes first, so accounting starts before it.
        long lastSeq = snapshot && newest > 0 ? newest - 1 : newest;
        return switch (key.channel()) {
            case QUOTE -> new QuoteSubscription(session, key, lastSeq);
            case TRADE -> new TradeSubscription(session, key, lastSeq, state.notionalScale());
            case CANDLE -> new CandleSubscription(session, key, lastSeq);
        };
    }

    private void end(Session session, String symbol, Channel channel, BarInterval interval)
            throws BadCommand {
        StreamKey key = key(instrument(symbol), channel, interval);
        Subscription subscription = session.subscription(key);
        if (subscription == null) {
            throw BadCommand.unknownSubscription(symbol);
        }
        distributor.remove(subscription, interval);
    }

    private InstrumentState instrument(String symbol) throws BadCommand {
        InstrumentState state = distributor.instrument(symbol);
        if (state == null) {
            throw BadCommand.unknownSymbol(symbol);
        }
        return state;
    }

    private static StreamKey key(InstrumentState state, Channel channel, BarInterval interval) {
        int seconds = interval == null ? 0 : interval.seconds();
        return new StreamKey(state.instrument().id(), channel, seconds);
    }

    private static Channel channel(CommandFields fields) throws BadCommand {
        String label = fields.text("ch");
        Channel channel = Channel.of(label);
        if (channel == null) {
            throw new BadCommand(
                    BadCommand.UNKNOWN_CHANNEL,
                    "ch",
                    "unknown channel \""
                            + BadCommand.shown(label)
                            + "\"; known: "
                            + Channel.labels());
        }
        return channel;
    }

    private static BarInterval interval(CommandFields fields, Channel channel) throws BadCommand {
        if (channel != Channel.CANDLE) {
            if (fields.has("interval")) {
                throw new BadCommand(
                        BadCommand.UNKNOWN_FIELD,
                        "interval",
                        "field \"interval\" goes with channel candle only");
            }
            return null;
        }
        String label = fields.text("interval");
        BarInterval interval = BarInterval.of(label);
        if (interval == null) {
            throw new BadCommand(
                    BadCommand.INTERVAL_NOT_OFFERED,
                    "interval",
                    "interval \""
                            + BadCommand.shown(label)
                            + "\" is not offered; offered: "
                            + BarInterval.labels());
        }
        return interval;
    }
}
