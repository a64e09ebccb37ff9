package io.ticktide.endpoint;

import io.ticktide.auth.Entitlements;
import io.ticktide.distribute.Distributor;
import io.ticktide.distribute.StreamStart;
import io.ticktide.session.Channel;
import io.ticktide.session.Session;
import io.ticktide.session.StreamKey;
import io.ticktide.session.StreamOptions;
import io.ticktide.session.Subscription;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Begins, changes and ends streams. Each symbol of a command succeeds or fails for itself. The
 * answer leaves before the first message of what it announces.
 *
 * <p>Owner: one I/O thread.
 */
final class SubscribeCommand {
    private final Distributor distributor;
    private final Symbols symbols;
    private final long epochNs;

    /**
     * @param epochNs of this server: seqs of another one mean nothing.
     */
    SubscribeCommand(Distributor distributor, Symbols symbols, long epochNs) {
        this.distributor = distributor;
        this.symbols = symbols;
        this.epochNs = epochNs;
    }

    void subscribe(Session session, CommandFields fields, Long id, Entitlements entitlements)
            throws BadCommand {
        fields.allow(
                "op",
                "id",
                "ch",
                "sym",
                "interval",
                "depth",
                "maxRate",
                "maxAgeMs",
                "onSlow",
                "snapshot",
                "from");
        StreamRequest request = StreamRequest.of(fields);
        boolean snapshot = fields.flag("snapshot", true);
        StreamOptions options = OptionFields.of(fields, StreamOptions.UNLIMITED);
        Channel channel = request.channel();
        List<Symbols.Named> named =
                symbols.find(
                        fields.texts("sym"),
                        member -> Symbols.isEntitled(entitlements, member, channel));
        FromField from = FromField.of(fields, snapshot, epochNs, named.size());

        ObjectNode answer = Answers.answer("subscribed", id);
        answer.put("ch", channel.label());
        ObjectNode effective = answer.putObject("effective");
        OptionFields.put(effective, options);
        effective.put("snapshot", snapshot);
        StreamRequest.putDetail(effective, request.key(0));
        ArrayNode streams = answer.putArray("streams");
        List<Distributor.Start> begun = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            ObjectNode stream = streams.addObject().put("sym", named.get(i).name());
            try {
                if (named.get(i).isGroup()) {
                    throw BadCommand.notEntitled(channel, named.get(i).name());
                }
                StreamKey key = key(request, named.get(i), entitlements);
                stream.put("instrumentId", key.instrumentId());
                if (isPresent(session, key, stream)) {
                    continue;
                }
                if (!session.mayAdd(begun.size() + 1)) {
                    throw BadCommand.tooManyStreams(session.limits().maxStreams());
                }
                begun.add(prepare(session, key, from.start(i), options, stream));
            } catch (BadCommand bad) {
                Answers.describe(stream.putObject("error"), bad);
            }
        }
        session.answer(answer.toString());
        begun.forEach(distributor::begin);
    }

    void modify(Session session, CommandFields fields, Long id, Entitlements entitlements)
            throws BadCommand {
        fields.allow("op", "id", "ch", "sym", "interval", "depth", "maxRate", "maxAgeMs", "onSlow");
        StreamRequest request = StreamRequest.of(fields);
        OptionFields.of(fields, StreamOptions.UNLIMITED);
        ObjectNode answer = Answers.answer("modified", id);
        answer.put("ch", request.channel().label());
        ArrayNode streams = answer.putArray("streams");
        for (Symbols.Named named : subscribed(session, request, fields)) {
            ObjectNode stream = streams.addObject().put("sym", named.name());
            try {
                Subscription present = present(session, request, named, entitlements);
                present.options(OptionFields.of(fields, present.options()));
                OptionFields.put(stream.putObject("effective"), present.options());
            } catch (BadCommand bad) {
                Answers.describe(stream.putObject("error"), bad);
            }
        }
        session.answer(answer.toString());
    }

    void unsubscribe(Session session, CommandFields fields, Long id, Entitlements entitlements)
            throws BadCommand {
        fields.allow("op", "id", "ch", "sym", "interval", "depth");
        StreamRequest request = StreamRequest.of(fields);
        ObjectNode answer = Answers.answer("unsubscribed", id);
        answer.put("ch", request.channel().label());
        ArrayNode streams = answer.putArray("streams");
        for (Symbols.Named named : subscribed(session, request, fields)) {
            ObjectNode stream = streams.addObject().put("sym", named.name());
            try {
                distributor.remove(present(session, request, named, entitlements));
            } catch (BadCommand bad) {
                Answers.describe(stream.putObject("error"), bad);
            }
        }
        session.answer(answer.toString());
    }

    private Distributor.Start prepare(
            Session session,
            StreamKey key,
            StreamStart start,
            StreamOptions options,
            ObjectNode stream) {
        Distributor.Start prepared = distributor.prepare(session, key, start);
        prepared.subscription().options(options);
        stream.put("lastSeq", Long.toString(prepared.lastSeq()));
        if (start.isResume()) {
            stream.put("recovered", prepared.recovered());
        }
        return prepared;
    }

    /** A stream that is there already keeps its settings, and says them. */
    private static boolean isPresent(Session session, StreamKey key, ObjectNode stream) {
        Subscription present = session.subscription(key);
        if (present == null) {
            return false;
        }
        stream.put("lastSeq", Long.toString(present.lastSeq()));
        OptionFields.put(stream.putObject("effective"), present.options());
        return true;
    }

    /** What a command on present streams names: of a group only what is subscribed to. */
    private List<Symbols.Named> subscribed(
            Session session, StreamRequest request, CommandFields fields) throws BadCommand {
        return symbols.find(
                fields.texts("sym"),
                member -> session.subscription(request.key(member.id())) != null);
    }

    private static Subscription present(
            Session session, StreamRequest request, Symbols.Named named, Entitlements entitlements)
            throws BadCommand {
        if (named.isGroup()) {
            throw BadCommand.unknownSubscription(named.name());
        }
        Subscription present = session.subscription(key(request, named, entitlements));
        if (present == null) {
            throw BadCommand.unknownSubscription(named.name());
        }
        return present;
    }

    private static StreamKey key(
            StreamRequest request, Symbols.Named named, Entitlements entitlements)
            throws BadCommand {
        if (named.instrument() == null) {
            throw BadCommand.unknownSymbol(named.name());
        }
        if (!Symbols.isEntitled(entitlements, named.instrument(), request.channel())) {
            throw BadCommand.notEntitled(request.channel(), named.name());
        }
        return request.key(named.instrument().id());
    }
}
