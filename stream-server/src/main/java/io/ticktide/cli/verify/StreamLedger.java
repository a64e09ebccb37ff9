package io.ticktide.cli.verify;

import java.util.Map;
import java.util.TreeMap;

/**
 * The accounting of one stream over all its connections: {@code published = delivered + conflated},
 * where published comes from positions that the server names and the others from counting messages.
 *
 * <p>Owner: the thread that reads the connection.
 */
final class StreamLedger {
    private final String name;
    private final Violations violations;
    private final Map<Integer, Long> conflatedByCause = new TreeMap<>();
    private long baseline;
    private long lastSeq;
    private long published;
    private long delivered;
    private long conflated;
    private long target = -1;
    private boolean begun;

    /**
     * @param name {@code SYM/channel[/detail]}.
     */
    StreamLedger(String name, Violations violations) {
        this.name = name;
        this.violations = violations;
    }

    String name() {
        return name;
    }

    /** Position: every event up to here was delivered or accounted for. */
    long lastSeq() {
        return lastSeq;
    }

    /** Whether the server has told where it begins. */
    boolean isBegun() {
        return begun;
    }

    /** Counting begins behind a position; also again, when another server goes on. */
    void begin(long position) {
        published += lastSeq - baseline;
        baseline = position;
        lastSeq = position;
        begun = true;
    }

    /** The connection is another one; the server says where it goes on. */
    void resume(long position) {
        if (position != lastSeq) {
            violations.add(
                    name + " resumed behind seq " + position + ", expected behind " + lastSeq);
            begin(position);
        }
    }

    /** A message: one event delivered, and so many merged into it or dropped before it. */
    void onMessage(long seq, long newConflated, int cause) {
        check(seq, lastSeq + 1 + newConflated, newConflated, cause);
        if (!isSettled()) {
            delivered++;
            account(newConflated, cause);
        }
        lastSeq = seq;
    }

    /** A heartbeat's word on a silent stream: delivers nothing, may account for something. */
    void onHeartbeat(long seq, long newConflated, int cause) {
        check(seq, lastSeq + newConflated, newConflated, cause);
        if (!isSettled()) {
            account(newConflated, cause);
        }
        lastSeq = seq;
    }

    /** The server's own number of the newest event it accounted for: counting stops there. */
    void settleAt(long newTarget) {
        if (newTarget < lastSeq) {
            violations.add(
                    name
                            + " is at seq "
                            + lastSeq
                            + ", the server says it sent up to "
                            + newTarget);
        }
        target = Math.max(lastSeq, newTarget);
    }

    /** Whether everything up to the settling position has come. */
    boolean isSettled() {
        return target >= 0 && lastSeq >= target;
    }

    /** Events that the server published while this was counting, by the server's numbers. */
    long published() {
        return published + (target >= 0 ? target : lastSeq) - baseline;
    }

    long delivered() {
        return delivered;
    }

    long conflated() {
        return conflated;
    }

    /** Conflated events by the set of causes that they were put down to. */
    Map<Integer, Long> conflatedByCause() {
        return conflatedByCause;
    }

    /** The last check: what was counted is what was published. */
    void close() {
        if (target >= 0 && lastSeq < target) {
            violations.add(name + " ended at seq " + lastSeq + ", expected to reach " + target);
        } else if (violations.count() == 0 && published() != delivered + conflated) {
            violations.add(
                    name
                            + " published "
                            + published()
                            + ", expected delivered + conflated = "
                            + (delivered + conflated));
        }
    }

    /** "BTC-USD/quote 50 published = 9 delivered + 41 conflated (RATE 41)". */
    String line() {
        return name + "  " + Sums.text(published(), delivered, conflated, conflatedByCause);
    }

    private void check(long seq, long expected, long newConflated, int cause) {
        if (!begun) {
            violations.add(name + " seq " + seq + ": a message before the stream was granted");
            begin(expected - 1);
        } else if (seq != expected) {
            violations.add(
                    name
                            + " seq "
                            + seq
                            + ", expected "
                            + expected
                            + " (after "
                            + lastSeq
                            + " with conflated "
                            + newConflated
                            + ")");
        }
        if ((newConflated > 0) == (cause == 0)) {
            violations.add(
                    name
                            + " seq "
                            + seq
                            + " has conflated "
                            + newConflated
                            + " and "
                            + Causes.name(cause)
                            + ", expected a cause if and only if something is conflated");
        }
        if (target > lastSeq && seq > target) {
            violations.add(
                    name + " seq " + seq + " steps over " + target + ", which the server named");
        }
    }

    private void account(long newConflated, int cause) {
        if (newConflated > 0) {
            conflated += newConflated;
            conflatedByCause.merge(cause, newConflated, Long::sum);
        }
    }
}
