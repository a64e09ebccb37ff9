package io.ticktide.endpoint;

import io.ticktide.replay.Replays;
import io.ticktide.session.CloseReason;
import io.ticktide.session.Session;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries out what clients ask. A bad command is answered with an error and changes nothing; a
 * client that sends too many of them, or too many at all, is closed.
 *
 * <p>Owner: one I/O thread.
 */
final class Commands {
    private final IoShard shard;
    private final Market live;
    private final ReplayCommand replay;
    private final ErrorBudget errors;

    /**
     * @param live the market of the shard.
     */
    Commands(IoShard shard, Market live, Replays replays, int errorsPerMinute) {
        this.shard = shard;
        this.live = live;
        replay = new ReplayCommand(shard, replays, live);
        errors = new ErrorBudget(errorsPerMinute);
    }

    /**
     * @param rate the connection's.
     * @param access the connection's.
     */
    void onCommand(Session session, String json, CommandRate rate, Access access) {
        if (!rate.tryTake(shard.nowNs())) {
            boolean closing = rate.isHopeless();
            BadCommand bad = BadCommand.tooManyCommands(rate.perSecond());
            shard.rejected(bad);
            session.answer(Answers.error(null, bad, rate.retryAfterMs(), closing));
            if (closing) {
                session.close(CloseReason.TOO_MANY_COMMANDS);
            }
            return;
        }
        Long id = null;
        try {
            CommandFields fields = CommandFields.parse(json);
            id = fields.idOrNull();
            run(session, fields, id, access);
        } catch (BadCommand bad) {
            shard.rejected(bad);
            boolean closing = errors.isSpent(session, shard.nowNs());
            session.answer(Answers.error(id, bad, closing));
            if (closing) {
                session.close(CloseReason.TOO_MANY_ERRORS);
            }
        } catch (RuntimeException bug) {
            session.fail(bug); // Else the transport would drop the connection without a word.
        }
    }

    /** The session is gone. */
    void forget(Session session) {
        errors.forget(session);
    }

    private void run(Session session, CommandFields fields, Long id, Access access)
            throws BadCommand {
        String op = fields.text("op");
        access.check(op);
        ClientReplay present = shard.replays().of(session);
        Market market = present == null ? live : present.market();
        SubscribeCommand streams = market.subscribe();
        switch (op) {
            case "auth" -> access.auth(fields, id);
            case "subscribe" -> streams.subscribe(session, fields, id, access.entitlements());
            case "modify" -> streams.modify(session, fields, id, access.entitlements());
            case "unsubscribe" -> streams.unsubscribe(session, fields, id, access.entitlements());
            case "list" -> market.list().list(session, fields, id);
            case "range" -> market.range().range(session, fields, id, access);
            case "replay" -> replay.replay(session, fields, id, access);
            case "credit" -> credit(session, fields, id);
            case "stats" -> stats(session, fields, id);
            case "ping" -> ping(session, fields, id);
            default ->
                    throw new BadCommand(
                            ErrorCode.UNKNOWN_OP,
                            "op",
                            "unknown op \""
                                    + BadCommand.shown(op)
                                    + "\"; known: auth, subscribe, modify, unsubscribe, list,"
                                    + " range, replay, credit, stats, ping");
        }
    }

    private static void credit(Session session, CommandFields fields, Long id) throws BadCommand {
        fields.allow("op", "id", "packets");
        if (!fields.has("packets")) {
            throw new BadCommand(
                    ErrorCode.MISSING_FIELD,
                    "packets",
                    "field \"packets\" is missing: how many may leave, null for no limit");
        }
        long packets = fields.integer("packets", 0, Long.MAX_VALUE, -1);
        session.credit(Math.min(packets, Integer.MAX_VALUE));
        ObjectNode answer = Answers.answer("credit", id);
        putCredit(answer, session);
        session.answer(answer.toString());
    }

    private static void putCredit(ObjectNode node, Session session) {
        if (session.credit() < 0) {
            node.putNull("packets");
        } else {
            node.put("packets", session.credit());
        }
    }

    private static void stats(Session session, CommandFields fields, Long id) throws BadCommand {
        fields.allow("op", "id");
        ObjectNode answer = Answers.answer("stats", id);
        answer.put("streams", session.subscriptions().size());
        answer.put("frames", session.stats().frames());
        answer.put("messages", session.stats().messages());
        answer.put("bytes", session.stats().bytes());
        ObjectNode conflated = answer.putObject("conflated");
        for (int bit = 0; bit < JsonTwin.CAUSES.size(); bit++) {
            conflated.put(JsonTwin.CAUSES.get(bit), session.stats().conflated(bit));
        }
        answer.putObject("queueMicros")
                .put("p50", session.stats().queueTimes().microsAt(50))
                .put("p99", session.stats().queueTimes().microsAt(99));
        putCredit(answer, session);
        session.answer(answer.toString());
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
