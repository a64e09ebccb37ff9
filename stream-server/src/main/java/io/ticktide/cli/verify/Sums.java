package io.ticktide.cli.verify;

import java.util.Map;
import java.util.TreeMap;

/** Adds up ledgers. Owner: one thread. */
final class Sums {
    private final Map<Integer, Long> byCause = new TreeMap<>();
    private long published;
    private long delivered;
    private long conflated;

    void add(StreamLedger ledger) {
        published += ledger.published();
        delivered += ledger.delivered();
        conflated += ledger.conflated();
        ledger.conflatedByCause().forEach((cause, n) -> byCause.merge(cause, n, Long::sum));
    }

    long delivered() {
        return delivered;
    }

    /** The equation in words. */
    String line() {
        return text(published, delivered, conflated, byCause);
    }

    static String text(long published, long delivered, long conflated, Map<Integer, Long> causes) {
        StringBuilder text = new StringBuilder(96);
        text.append(published).append(" published = ").append(delivered).append(" delivered + ");
        text.append(conflated).append(" conflated");
        String separator = " (";
        for (Map.Entry<Integer, Long> cause : causes.entrySet()) {
            text.append(separator).append(Causes.name(cause.getKey())).append(' ');
            text.append(cause.getValue());
            separator = ", ";
        }
        return text.append(causes.isEmpty() ? "" : ")").toString();
    }
}
