package io.ticktide.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whether the threads of the process do anything at all: the feed's, which opens a feed again at
 * times, and the I/O threads. That prices do not come is not its business.
 *
 * <p>Thread-safe.
 */
final class Health {
    private static final long STUCK_NS = TimeUnit.SECONDS.toNanos(10);

    private final FeedView feed;
    private final List<IoShard> shards;

    Health(FeedView feed, List<IoShard> shards) {
        this.feed = feed;
        this.shards = shards;
    }

    /** Names of the threads that did nothing for long; empty when all is well. */
    List<String> stuck() {
        List<String> stuck = new ArrayList<>();
        if (feed.unturnedNs() > STUCK_NS) {
            stuck.add("feed");
        }
        for (IoShard shard : shards) {
            if (shard.unturnedNs() > STUCK_NS) {
                stuck.add(shard.name());
            }
        }
        return stuck;
    }
}
