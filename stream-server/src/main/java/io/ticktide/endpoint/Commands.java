package io.ticktide.endpoint;

import io.ticktide.distribute.Distributor;
import io.ticktide.session.CloseReason;
import io.ticktide.session.Session;
import io.ticktide.session.Subscription;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries out what clients ask: subscribe, unsubscribe, list, ping. A bad command is answered with
 * an error and changes nothing; a client that sends too many of them is closed.
 *
 * <p>Owner: one I/O thread.
 */
final class Commands {
    private final IoShard shard;
    private final SubscribeCommand subscribe;
    private final ErrorBudget errors;

    Commands(IoShard shard, int errorsPerMinute) {
        this.shard = shard;
        subscribe = new SubscribeCommand(shard.distributor());
        errors = new ErrorBudget(errorsPerMinute);
    }

    void onCommand(Session session, String json) {
        Long id = null;
        try {
            CommandFields fields = CommandFields.parse(json);
            id = fields.idOrNull();
            run(session, fields, id);
        } catch (BadCommand bad) {
            shard.counters().badCommands().increment();
            boolean closing = errors.isSpent(session, shard.nowNs());
            session.answer(Answers.error(id, bad, closing));
            if (closing) {
                session.close(CloseReason.TOO_MANY_ERRORS);
            }
        }
    }

    /** The session is gone. */
    void forget(Session session) {
        errors.forget(session);
    }

    private void run(Session session, CommandFields fields, Long id) throws BadCommand {
        String op = fields.text("op");
        switch (op) {
            case "subscribe" -> subscribe.subscribe(session, fields, id);
            case "unsubscribe" -> subscribe.unsubscribe(session, fields, id);
            case "list" -> list(session, fields, id);
            case "ping" -> ping(session, fields, id);
            default ->
                    throw new BadCommand(
                            BadCommand.UNKNOWN_OP,
                            "op",
                            "unknown op \""
                                    + BadCommand.shown(op)
                                    + "\"; known: subscribe, unsubscribe, list, ping");
        }
    }

    private void list(Session session, CommandFields fields, Long id) throws BadCommand {
        fields.allow("op", "id");
        ObjectNode answer = Answers.answer("subscriptions", id);
        ArrayNode streams = answer.putArray("streams");
        for (Subscription subscription : session.subscriptions()) {
            describe(streams.addObject(), subscription);
        }
        session.answer(answer.toString());
    }

    private void describe(ObjectNode node, Subscription subscription) {
        Distributor distributor = shard.distributor();
        int instrumentId = subscription.key().instrumentId();
        node.put("sym", distributor.instrument(instrumentId).instrument().symbol());
        node.put("ch", subscription.key().channel().label());
        if (subscription.key().intervalSec() > 0) {
            node.put("interval", Distributor.intervalOf(subscription).label());
        }
        SubscribeCommand.putRate(node, subscription.maxRate());
        node.put("lastSeq", Long.toString(subscription.lastSeq()));
    }

    private void ping(Session session, CommandFields fields, Long id) throws BadCommand {
        long receivedNs = shard.epochNs();
        fields.allow("op", "id", "t0");
        ObjectNode answer = Answers.answer("pong", id);
        if (fields.has("t0")) {
            answer.put("t0", fields.text("t0"));
        }
        answer.put("t1", Long.toString(receivedNs));
        answer.put("t2", Long.toString(shard.epochNs()));
        session.answer(answer.toString());
    }
}
