package io.ticktide.endpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.agrona.concurrent.EpochNanoClock;
import tools.jackson.databind.node.ObjectNode;

/**
 * The connections of one I/O thread, by session, and the last ones that ended.
 *
 * <p>Owner: that I/O thread; the counts may be read by any.
 */
final class ShardConnections {
    /** Ended ones that are remembered. */
    static final int MOST_ENDED = 256;

    private final EpochNanoClock clock;
    private final TreeMap<Long, ConnectionLife> present = new TreeMap<>();
    private final ArrayDeque<Ended> ended = new ArrayDeque<>(0);
    private final ClosedCounts counts = new ClosedCounts();

    ShardConnections(EpochNanoClock clock) {
        this.clock = clock;
    }

    /**
     * One that ended.
     *
     * @param atNs when, ns since the Unix epoch.
     */
    record Ended(long atNs, ObjectNode description) {}

    /**
     * One that is there.
     *
     * @param session its id.
     */
    record Present(long session, ObjectNode description) {}

    /** Connections that ended. */
    ClosedCounts counts() {
        return counts;
    }

    void add(ConnectionLife life) {
        present.put(life.id(), life);
    }

    void end(ConnectionLife life, Closing closing) {
        present.remove(life.id());
        counts.count(closing);
        if (ended.size() == MOST_ENDED) {
            ended.removeFirst();
        }
        long nowNs = clock.nanoTime();
        ended.addLast(new Ended(nowNs, life.describe(closing, nowNs)));
    }

    /** The first so many after a session, by session. */
    List<Present> after(long session, int most) {
        List<Present> found = new ArrayList<>();
        for (ConnectionLife life : present.tailMap(session, false).values()) {
            if (found.size() == most) {
                break;
            }
            found.add(new Present(life.id(), life.describe()));
        }
        return found;
    }

    /** Those that ended, oldest first. */
    List<Ended> ended() {
        return List.copyOf(ended);
    }
}
