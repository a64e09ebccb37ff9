package io.ticktide.endpoint;

import io.ticktide.auth.Entitlements;
import io.ticktide.endpoint.ReplayRequest.Action;
import io.ticktide.replay.Replays;
import io.ticktide.session.Session;

/**
 * Lists recordings, and opens, steers and ends the replay of a connection.
 *
 * <p>Owner: one I/O thread.
 */
final class ReplayCommand {
    private final IoShard shard;
    private final Replays replays;
    private final Market live;

    ReplayCommand(IoShard shard, Replays replays, Market live) {
        this.shard = shard;
        this.replays = replays;
        this.live = live;
    }

    void replay(Session session, CommandFields fields, Long id, Access access) throws BadCommand {
        if (fields.text("action").equals("list")) {
            fields.allow("op", "id", "action");
            list(session, id, access.entitlements());
            return;
        }
        ReplayRequest request = ReplayRequest.of(fields, id);
        ClientReplay present = shard.replays().of(session);
        if (present == null) {
            present = begin(request, session, access);
        }
        present.ask(request);
    }

    private ClientReplay begin(ReplayRequest request, Session session, Access access)
            throws BadCommand {
        if (request.action() != Action.OPEN) {
            throw BadCommand.noReplay();
        }
        if (!replays.tryEnter()) {
            throw BadCommand.tooManyReplays(replays.most());
        }
        ClientReplay replay = new ClientReplay(shard, replays, session, access, live);
        shard.replays().add(replay, replays::leave);
        return replay;
    }

    private void list(Session session, Long id, Entitlements entitlements) {
        replays.list(
                recordings ->
                        shard.soon(
                                () -> {
                                    session.answer(
                                            ReplayAnswers.list(id, recordings, entitlements));
                                    shard.serve(session);
                                }));
    }
}
