package io.ticktide.endpoint;

import io.ticktide.metrics.Counter;
import io.ticktide.session.DeliveryCounters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the I/O threads counted, all together. Thread-safe.
 *
 * @param shards one per I/O thread.
 * @param compressions as many.
 */
record Totals(List<IoShard> shards, List<Compression> compressions) {
    /** Of one counter of delivery. */
    long sum(Function<DeliveryCounters, Counter> which) {
        return shards.stream().mapToLong(shard -> which.apply(shard.counters()).value()).sum();
    }

    /** Of one counter of compression. */
    long deflated(Function<DeflateCounters, Counter> which) {
        return compressions.stream().mapToLong(it -> which.apply(it.counters()).value()).sum();
    }

    /** Events that clients got merged or not at all, by cause. */
    Map<String, Long> merged() {
        Map<String, Long> merged = new LinkedHashMap<>();
        for (int bit = 0; bit < JsonTwin.CAUSES.size(); bit++) {
            int cause = bit;
            merged.put(JsonTwin.CAUSES.get(bit), sum(it -> it.conflatedByCause().get(cause)));
        }
        return merged;
    }
}
