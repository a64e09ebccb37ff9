package io.ticktide.endpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One answer about connections: goes from I/O thread to I/O thread and takes what each tells, a few
 * connections a turn.
 *
 * <p>Owner: the thread that it is with; it is handed over by tasks.
 */
final class ConnectionsAnswer {
    /** Described in a turn; then it is the turn of prices and sockets again. */
    private static final int SLICE = 32;

    private final List<IoShard> shards;
    private final int limit;
    private final long after;
    private final List<ShardConnections.Present> present = new ArrayList<>();
    private final List<ShardConnections.Ended> ended = new ArrayList<>();

    /**
     * @param limit connections at most.
     * @param after only sessions that came after this one.
     */
    ConnectionsAnswer(List<IoShard> shards, int limit, long after) {
        this.shards = shards;
        this.limit = limit;
        this.after = after;
    }

    /**
     * Begins.
     *
     * @param onDone run by the last of the I/O threads.
     */
    void collect(Runnable onDone) {
        visit(0, onDone);
    }

    /** What was collected: the connections that are there by session, then the newest endings. */
    ObjectNode json(int open) {
        present.sort(Comparator.comparingLong(ShardConnections.Present::session));
        ended.sort(Comparator.comparingLong(ShardConnections.Ended::atNs).reversed());
        ObjectNode body = Answers.object().put("open", open);
        ArrayNode list = body.putArray("connections");
        present.stream().limit(limit).forEach(one -> list.add(one.description()));
        if (present.size() > limit) {
            body.put("next", Long.toString(present.get(limit - 1).session()));
        }
        ArrayNode last = body.putArray("closed");
        ended.stream()
                .limit(ShardConnections.MOST_ENDED)
                .forEach(one -> last.add(one.description()));
        return body;
    }

    private void visit(int number, Runnable onDone) {
        if (number == shards.size()) {
            onDone.run();
            return;
        }
        IoShard shard = shards.get(number);
        shard.soon(
                () -> {
                    ended.addAll(shard.connections().ended());
                    // One more than is shown, to know whether there are more.
                    take(shard, after, limit + 1, () -> visit(number + 1, onDone));
                });
    }

    private void take(IoShard shard, long from, int left, Runnable onDone) {
        int wanted = Math.min(SLICE, left);
        List<ShardConnections.Present> found = shard.connections().after(from, wanted);
        present.addAll(found);
        if (found.size() < wanted || left == wanted) {
            onDone.run();
            return;
        }
        long last = found.get(found.size() - 1).session();
        shard.afterSockets(() -> take(shard, last, left - wanted, onDone));
    }
}
