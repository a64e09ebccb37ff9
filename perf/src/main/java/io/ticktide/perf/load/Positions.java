package io.ticktide.perf.load;

import java.util.Arrays;

/**
 * Where each stream of one connection stands, and whether every step adds up: {@code seq ==
 * previous seq + 1 + conflated}.
 *
 * <p>Owner: the load thread. Allocates nothing after construction.
 */
final class Positions {
    private static final long UNKNOWN = -1;

    private final int firstInstrument;
    private final long[] seqs;

    /**
     * @param firstInstrument lowest id of those subscribed to.
     * @param instruments how many, the ids following each other.
     */
    Positions(int firstInstrument, int instruments) {
        this.firstInstrument = firstInstrument;
        seqs = new long[instruments];
        Arrays.fill(seqs, UNKNOWN);
    }

    /** Counting begins behind a position that the server named. */
    void begin(int instrumentId, long seq) {
        seqs[instrumentId - firstInstrument] = seq;
    }

    /** Number of the newest event accounted for; -1 before the first. */
    long seq(int instrumentId) {
        return seqs[instrumentId - firstInstrument];
    }

    /** Takes a message; false when it does not add up. */
    boolean onEvent(int instrumentId, long seq, long conflated) {
        return step(instrumentId, seq, 1 + conflated);
    }

    /** Takes a heartbeat's word on a silent stream; false when it does not add up. */
    boolean onPosition(int instrumentId, long seq, long conflated) {
        return step(instrumentId, seq, conflated);
    }

    private boolean step(int instrumentId, long seq, long events) {
        int index = instrumentId - firstInstrument;
        if (index < 0 || index >= seqs.length) {
            return false;
        }
        long last = seqs[index];
        seqs[index] = seq;
        return last == UNKNOWN || seq == last + events;
    }
}
