package io.ticktide.harness;

import io.ticktide.codecs.Bits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds a client's streams to the promise: {@code seq == previous seq + 1 + conflated}, a cause
 * wherever something was conflated and only there, the definition before the first message, and
 * heartbeats whose {@code seq == previous seq + conflated}. What is sent again is outside of it.
 * Collects whatever breaks it.
 */
public final class StreamAccount implements PacketListener {
    private final Map<Stream, Long> lastSeq = new HashMap<>();
    private final Set<Integer> defined = new HashSet<>();
    private final Set<Integer> redefinable = new HashSet<>();
    private final List<Received> received = new ArrayList<>();
    private final List<Received> retransmitted = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private int heartbeats;

    /** A stream was announced, to go on after a seq. */
    public void begin(Stream stream, long seq) {
        lastSeq.put(stream, seq);
    }

    /** The market is another one: its instruments may be defined anew. */
    public void moved() {
        redefinable.addAll(defined);
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

    /** What came again because of a range command. */
    public List<Received> retransmitted() {
        return retransmitted;
    }

    public List<Received> received(Stream stream) {
        return received.stream().filter(one -> one.stream().equals(stream)).toList();
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
        expect(
                defined.add(instrumentId) || redefinable.remove(instrumentId),
                "instrument " + instrumentId + " is defined twice");
    }

    @Override
    public void onHeartbeat(long serverTimeNs, List<Silence> silent) {
        heartbeats++;
        for (Silence one : silent) {
            Long previous = lastSeq.get(one.stream());
            expect(
                    previous != null && one.seq() == previous + one.conflated(),
                    "after seq " + previous + " a heartbeat has " + one);
            expect(isExplained(one.conflated(), one.cause()), "loss and cause differ: " + one);
            lastSeq.put(one.stream(), one.seq());
        }
    }

    @Override
    public void onEvent(Received one) {
        if (one.hasFlag(Bits.FLAG_RETRANSMIT)) {
            retransmitted.add(one);
            return;
        }
        received.add(one);
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
        expect(isExplained(one.conflated(), one.cause()), "loss and cause differ: " + one);
        lastSeq.put(one.stream(), one.seq());
    }

    private static boolean isExplained(long conflated, int cause) {
        return (conflated > 0) == (cause != 0);
    }

    private void expect(boolean kept, String otherwise) {
        if (!kept) {
            violations.add(otherwise);
        }
    }
}
