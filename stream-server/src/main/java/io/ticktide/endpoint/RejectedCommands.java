package io.ticktide.endpoint;

import io.ticktide.metrics.Counter;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Commands of one I/O thread's clients that were answered with an error, by its code.
 *
 * <p>Owner: that I/O thread; any thread reads.
 */
final class RejectedCommands {
    private static final ErrorCode[] CODES = ErrorCode.values();

    private final Counter[] counts =
            Stream.generate(Counter::new).limit(CODES.length).toArray(Counter[]::new);

    /** Counts one. */
    void count(BadCommand bad) {
        for (int i = 0; i < CODES.length; i++) {
            if (CODES[i].code() == bad.code()) {
                counts[i].increment();
                return;
            }
        }
    }

    /** Adds what was counted to sums by code; any thread. */
    void addTo(Map<String, Long> sums) {
        for (int i = 0; i < CODES.length; i++) {
            sums.merge(Integer.toString(CODES[i].code()), counts[i].value(), Long::sum);
        }
    }
}
