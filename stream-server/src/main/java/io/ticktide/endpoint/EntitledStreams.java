package io.ticktide.endpoint;

import io.ticktide.auth.Entitlements;
import io.ticktide.distribute.Distributor;
import io.ticktide.feed.Instrument;
import io.ticktide.session.RangeReplay;
import io.ticktide.session.Session;
import io.ticktide.session.StreamKey;
import io.ticktide.session.Subscription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ends what a connection reads and may read no more, and says so.
 *
 * <p>Owner: the connection's I/O thread.
 */
final class EntitledStreams {
    private final Supplier<Distributor> distributor;
    private final Session session;
    private final List<Range> ranges = new ArrayList<>(1);

    /**
     * @param distributor the one that serves the session now.
     */
    EntitledStreams(Supplier<Distributor> distributor, Session session) {
        this.distributor = distributor;
        this.session = session;
    }

    private record Range(StreamKey key, RangeReplay replay) {}

    /** A range is being sent again. */
    void onRange(StreamKey key, RangeReplay replay) {
        ranges.removeIf(range -> range.replay().isDone());
        ranges.add(new Range(key, replay));
    }

    /** Ends what the entitlements do not cover. */
    void endOthers(Entitlements entitlements) {
        Map<StreamKey, ObjectNode> answers = new LinkedHashMap<>();
        for (Subscription subscription : List.copyOf(session.subscriptions())) {
            StreamKey key = subscription.key();
            if (!isEntitled(entitlements, key)) {
                distributor.get().remove(subscription);
                // One message per channel, interval and depth: the control lane is bounded.
                StreamKey shape = new StreamKey(0, key.channel(), key.detail());
                end(answers.computeIfAbsent(shape, EntitledStreams::unsubscribed), key);
            }
        }
        answers.values().forEach(answer -> session.answer(answer.toString()));
        for (Range range : ranges) {
            if (!range.replay().isDone() && !isEntitled(entitlements, range.key())) {
                range.replay().cancel();
                StreamKey key = range.key();
                session.answer(gone(key, BadCommand.notEntitled(key.channel(), symbol(key))));
            }
        }
    }

    /** Ends all ranges: the session goes to another market. */
    void endRanges() {
        for (Range range : ranges) {
            if (!range.replay().isDone()) {
                range.replay().cancel();
                session.answer(gone(range.key(), BadCommand.otherEpoch()));
            }
        }
        ranges.clear();
    }

    private boolean isEntitled(Entitlements entitlements, StreamKey key) {
        Instrument instrument = distributor.get().instrument(key.instrumentId()).instrument();
        return Symbols.isEntitled(entitlements, instrument, key.channel());
    }

    private static ObjectNode unsubscribed(StreamKey shape) {
        ObjectNode answer = Answers.answer("unsubscribed", null);
        answer.put("ch", shape.channel().label());
        StreamRequest.putDetail(answer, shape);
        answer.putArray("streams");
        return answer;
    }

    private void end(ObjectNode answer, StreamKey key) {
        ObjectNode stream = answer.withArray("streams").addObject();
        stream.put("sym", symbol(key));
        BadCommand why = BadCommand.notEntitled(key.channel(), symbol(key));
        Answers.describe(stream.putObject("error"), why);
    }

    private String gone(StreamKey key, BadCommand why) {
        ObjectNode answer = Answers.answer("range", null);
        answer.put("sym", symbol(key)).put("ch", key.channel().label()).put("status", "GONE");
        return answer.put("code", why.code()).put("text", why.getMessage()).toString();
    }

    private String symbol(StreamKey key) {
        return distributor.get().instrument(key.instrumentId()).instrument().symbol();
    }
}
