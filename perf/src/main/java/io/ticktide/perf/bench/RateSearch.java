package io.ticktide.perf.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the highest rate that is sustained: climbs in large steps until two in a row fail, since
 * one may be the machine's doing, then again in small steps around the last one that did not.
 */
final class RateSearch {
    private static final double FIRST_FINE = 0.9;
    private static final long LOWER = 4;

    private final double coarse;
    private final double fine;

    /** Holds rates one after another, rising; stops early once two in a row were not sustained. */
    interface Climb {
        /**
         * Climbs from the start of a new process.
         *
         * @param runUp rates that only warm it up, the first of them while clients connect.
         * @param rates those that it is about.
         */
        List<Rung> climb(List<Long> runUp, List<Long> rates);
    }

    /**
     * @param coarse factor from one rate to the next, above 1.
     * @param fine the same for the second climb, below {@code coarse}.
     */
    RateSearch(double coarse, double fine) {
        if (fine <= 1 || coarse <= fine) {
            throw new IllegalArgumentException(
                    "factors " + coarse + " and " + fine + " must fall towards 1");
        }
        this.coarse = coarse;
        this.fine = fine;
    }

    /**
     * The highest sustained rate; empty when not even the lowest is.
     *
     * @param lowest rate to begin with.
     * @param highest rate to try.
     */
    Optional<Rung> search(long lowest, long highest, Climb climb) {
        Optional<Rung> found = searchFrom(lowest, highest, climb);
        // What was cold, or disturbed, at the first rates deserves a second start.
        return found.isPresent() || lowest < LOWER
                ? found
                : searchFrom(lowest / LOWER, highest, climb);
    }

    private Optional<Rung> searchFrom(long lowest, long highest, Climb climb) {
        List<Long> runUp = List.of(lowest);
        List<Long> all = rates(lowest, highest, coarse);
        Optional<Rung> rough = best(climb.climb(runUp, all));
        if (rough.isEmpty()) {
            return rough;
        }
        long found = rough.get().rate();
        long from = Math.max(1, Math.round(found * FIRST_FINE));
        runUp = all.stream().filter(rate -> rate < from || rate == lowest).toList();
        long to = Math.min(highest, Math.round(found * coarse));
        Optional<Rung> exact = best(climb.climb(runUp, rates(from, to, fine)));
        return exact.isPresent() ? exact : rough;
    }

    /** Rates from one to another, each by a factor above the one before, all different. */
    static List<Long> rates(long lowest, long highest, double factor) {
        List<Long> rates = new ArrayList<>();
        double rate = Math.max(1, lowest);
        while (rates.isEmpty() || Math.round(rate) <= highest) {
            long whole = Math.round(rate);
            if (rates.isEmpty() || whole > rates.get(rates.size() - 1)) {
                rates.add(whole);
            }
            rate *= factor;
        }
        return rates;
    }

    /** Whether a climb is over: two failures in a row. */
    static boolean isOver(List<Rung> rungs) {
        int size = rungs.size();
        return size >= 2 && !rungs.get(size - 1).sustained() && !rungs.get(size - 2).sustained();
    }

    private static Optional<Rung> best(List<Rung> rungs) {
        return rungs.stream().filter(Rung::sustained).reduce((one, next) -> next);
    }
}
