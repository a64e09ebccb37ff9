package io.ticktide.cli.sub;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks the promise of the protocol on every stream: {@code seq == previous seq + 1 + conflated}.
 *
 * <p>Owner: the WebSocket's listener; {@link #summary} also after the connection's end.
 */
final class Accounting {
    private final Map<StreamKey, Long> lastSeqs = new HashMap<>();
    private final Map<StreamKey, String> names = new HashMap<>();
    private final Map<String, Long> violations = new TreeMap<>();
    private final long limit;
    private long messages;
    private long merged;
    private long bytes;

    /**
     * @param limit messages to take at most.
     */
    Accounting(long limit) {
        this.limit = limit;
    }

    /**
     * A stream begins.
     *
     * @param name for people.
     * @param lastSeq from which its first message counts.
     */
    synchronized void start(StreamKey stream, String name, long lastSeq) {
        lastSeqs.put(stream, lastSeq);
        names.put(stream, name);
    }

    /**
     * A message arrived; one on a stream that was never begun is a violation too.
     *
     * @return whether it counts: false once the limit is reached.
     */
    synchronized boolean take(StreamKey stream, long seq, long conflated) {
        if (isFull()) {
            return false;
        }
        messages++;
        merged += conflated;
        Long last = lastSeqs.put(stream, seq);
        if (last == null || seq != last + 1 + conflated) {
            violations.merge(names.getOrDefault(stream, stream.toString()), 1L, Long::sum);
        }
        return true;
    }

    /** A heartbeat's word on a silent stream: it delivers nothing itself. */
    synchronized void takeSilent(StreamKey stream, long seq, long conflated) {
        if (isFull()) {
            return;
        }
        merged += conflated;
        Long last = lastSeqs.put(stream, seq);
        if (last == null || seq != last + conflated) {
            violations.merge(names.getOrDefault(stream, stream.toString()), 1L, Long::sum);
        }
    }

    /** Payload of a data frame. */
    synchronized void addBytes(long frameBytes) {
        bytes += frameBytes;
    }

    /** Whether the limit is reached. */
    synchronized boolean isFull() {
        return messages >= limit;
    }

    /** Messages that broke the promise. */
    synchronized long violationCount() {
        return violations.values().stream().mapToLong(Long::longValue).sum();
    }

    /** One line: "812 messages, 40 merged, 51968 bytes on 3 streams, 0 accounting violations". */
    synchronized String summary() {
        StringBuilder text = new StringBuilder(128);
        text.append(messages).append(" messages, ").append(merged).append(" merged, ");
        text.append(bytes).append(" bytes on ").append(names.size()).append(" streams, ");
        text.append(violationCount()).append(" accounting violations");
        if (!violations.isEmpty()) {
            text.append(' ').append(violations);
        }
        return text.toString();
    }
}
