package io.ticktide.perf.bench;

import io.ticktide.perf.load.LoadClient;
import io.ticktide.perf.load.Tally;

/**
 * Whether what the clients received adds up: each message accounts for every event since the last.
 *
 * @param messages that were checked.
 * @param conflated events that they stand for besides their own.
 * @param violations messages that do not add up.
 * @param first the first of these, for people; empty when there is none.
 * @param lost connections that failed.
 * @param firstLoss why the first of these did; empty when there is none.
 */
record Accounting(
        long messages, long conflated, long violations, String first, int lost, String firstLoss) {
    static final Accounting NONE = new Accounting(0, 0, 0, "", 0, "");

    static Accounting of(LoadClient load, Tally tally) {
        return new Accounting(
                tally.messages(),
                tally.conflated(),
                tally.violations(),
                tally.firstViolation(),
                load.failed(),
                load.firstFailure());
    }

    Accounting plus(Accounting other) {
        return new Accounting(
                messages + other.messages,
                conflated + other.conflated,
                violations + other.violations,
                first.isEmpty() ? other.first : first,
                lost + other.lost,
                firstLoss.isEmpty() ? other.firstLoss : firstLoss);
    }

    boolean isExact() {
        return violations == 0;
    }
}
