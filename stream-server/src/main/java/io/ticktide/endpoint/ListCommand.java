package io.ticktide.endpoint;

import io.ticktide.distribute.Distributor;
import io.ticktide.session.Channel;
import io.ticktide.session.Session;
import io.ticktide.session.StreamKey;
import io.ticktide.session.Subscription;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lists the streams of a connection in the order of their keys, in pages of at most {@value
 * #MOST_STREAMS}: a stream that is there throughout is listed exactly once, whatever begins or ends
 * between two pages.
 *
 * <p>Owner: one I/O thread.
 */
final class ListCommand {
    static final int MOST_STREAMS = 500;

    private static final Pattern PLACE = Pattern.compile("(\\d{1,9}):([a-z]+):(\\d{1,9})");
    private static final Comparator<StreamKey> ORDER =
            Comparator.comparingInt(StreamKey::instrumentId)
                    .thenComparingInt(key -> key.channel().code())
                    .thenComparingInt(StreamKey::detail);

    private final Distributor distributor;

    ListCommand(Distributor distributor) {
        this.distributor = distributor;
    }

    void list(Session session, CommandFields fields, Long id) throws BadCommand {
        fields.allow("op", "id", "after");
        StreamKey after = fields.has("after") ? place(fields.text("after")) : null;
        List<Subscription> rest =
                session.subscriptions().stream()
                        .filter(one -> after == null || ORDER.compare(after, one.key()) < 0)
                        .sorted(Comparator.comparing(Subscription::key, ORDER))
                        .toList();
        ObjectNode answer = Answers.answer("subscriptions", id);
        ArrayNode streams = answer.putArray("streams");
        List<Subscription> page = rest.subList(0, Math.min(MOST_STREAMS, rest.size()));
        page.forEach(one -> describe(streams.addObject(), one));
        if (page.size() < rest.size()) {
            StreamKey last = page.get(page.size() - 1).key();
            answer.put("more", true).put("after", place(last));
        }
        session.answer(answer.toString());
    }

    /** What names the last stream of a page: {@code <instrumentId>:<channel>:<detail>}. */
    private static String place(StreamKey key) {
        return key.instrumentId() + ":" + key.channel().label() + ":" + key.detail();
    }

    private static StreamKey place(String text) throws BadCommand {
        Matcher parts = PLACE.matcher(text);
        Channel channel = parts.matches() ? Channel.of(parts.group(2)) : null;
        if (channel == null) {
            throw new BadCommand(
                    ErrorCode.OUT_OF_RANGE,
                    "after",
                    "after \""
                            + BadCommand.shown(text)
                            + "\" is not what an answer with \"more\" has under \"after\"");
        }
        int instrumentId = Integer.parseInt(parts.group(1));
        return new StreamKey(instrumentId, channel, Integer.parseInt(parts.group(3)));
    }

    private void describe(ObjectNode node, Subscription one) {
        StreamKey key = one.key();
        node.put("sym", distributor.instrument(key.instrumentId()).instrument().symbol());
        node.put("ch", key.channel().label());
        StreamRequest.putDetail(node, key);
        OptionFields.put(node, one.options());
        node.put("lastSeq", Long.toString(one.lastSeq()));
    }
}
