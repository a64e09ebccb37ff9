package io.ticktide.endpoint;

import io.ticktide.metrics.Counter;
import io.ticktide.session.CloseReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Connections of one I/O thread that ended, by who ended them and the close code. What codes there
 * are is fixed, so that no client makes up new ones.
 *
 * <p>Owner: that I/O thread; any thread reads.
 */
final class ClosedCounts {
    private static final String OTHER = "other";

    /** Of a client: all well or no code, going away, protocol error. */
    private static final List<String> CLIENT_CODES = List.of("1000", "1001", "1002", OTHER);

    /** Labels of one count. */
    record Key(String by, String code) {}

    private final Map<Key, Counter> counts = new LinkedHashMap<>();

    ClosedCounts() {
        for (CloseReason reason : CloseReason.values()) {
            counts.put(new Key(Closing.SERVER, Integer.toString(reason.code())), new Counter());
        }
        for (String code : CLIENT_CODES) {
            counts.put(new Key(Closing.CLIENT, code), new Counter());
        }
        counts.put(new Key(Closing.NOBODY, Integer.toString(Closing.BROKEN)), new Counter());
    }

    /** Counts one. */
    void count(Closing closing) {
        Counter known = counts.get(new Key(closing.by(), Integer.toString(closing.code())));
        (known == null ? counts.get(new Key(Closing.CLIENT, OTHER)) : known).increment();
    }

    /** Adds what was counted to sums; any thread. */
    void addTo(Map<Key, Long> sums) {
        counts.forEach((key, count) -> sums.merge(key, count.value(), Long::sum));
    }
}
