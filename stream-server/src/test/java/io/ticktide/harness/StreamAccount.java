package io.ticktide.harness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds a client's streams to the promise: {@code seq == previous seq + 1 + conflated}, a cause
 * wherever something was conflated and only there, the definition before the first message, and
 * heartbeats that name the seq delivered last. Collects whatever breaks it.
 */
public final class StreamAccount implements PacketListener {
    private final Map<Stream, Long> lastSeq = new HashMap<>();
    private final Set<Integer> defined = new HashSet<>();
    private final List<Received> received = new ArrayList<>();
    private final Map<Stream, List<Received>> perStream = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private int heartbeats;

    /** A stream was announced, to go on after a seq. */
    public void begin(Stream stream, long seq) {
        lastSeq.put(stream, seq);
    }

    public void end(Stream stream) {
        lastSeq.remove(stream);
    }

    /** What broke the promise; empty when nothing did. */
    public List<String> violations() {
        return violations;
    }

    public List<Received> received() {
        return received;
    }

    public List<Received> received(Stream stream) {
        return perStream.getOrDefault(stream, List.of());
    }

    /** Seq up to which a stream was delivered or accounted for; 0 of one that is not announced. */
    public long lastSeq(Stream stream) {
        return lastSeq.getOrDefault(stream, 0L);
    }

    public int heartbeats() {
        return heartbeats;
    }

    @Override
    public void onDefinition(int instrumentId, String symbol) {
        expect(defined.add(instrumentId), "instrument " + instrumentId + " is defined twice");
    }

    @Override
    public void onHeartbeat(long serverTimeNs, Map<Stream, Long> silent) {
        heartbeats++;
        silent.forEach(
                (stream, seq) ->
                        expect(
                                seq.equals(lastSeq.get(stream)),
                                "heartbeat has " + stream + " at " + seq + ", not " + lastSeq));
    }

    @Override
    public void onEvent(Received one) {
        received.add(one);
        perStream.computeIfAbsent(one.stream(), key -> new ArrayList<>()).add(one);
        Long previous = lastSeq.get(one.stream());
        if (previous == null) {
            violations.add("message of a stream that is not announced: " + one);
            return;
        }
        expect(
                defined.contains(one.stream().instrumentId()),
                "message before the definition: " + one);
        expect(
                one.seq() == previous + 1 + one.conflated(),
                "after seq " + previous + " came " + one);
        expect((one.conflated() > 0) == (one.cause() != 0), "cause without loss or loss: " + one);
        lastSeq.put(one.stream(), one.seq());
    }

    private void expect(boolean kept, String otherwise) {
        if (!kept) {
            violations.add(otherwise);
        }
    }
}
