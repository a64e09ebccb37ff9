package io.ticktide.feed.simulated;

/**
 * Even due times out of a {@link RatePlan}: event {@code j} of a step is due {@code j / rate}
 * seconds after the step began, to the nanosecond, however many came before. A step begins exactly
 * when the one before it ends.
 *
 * <p>Owner: one thread. Allocates nothing after construction.
 */
public final class TickSchedule {
    private static final long SECOND_NS = 1_000_000_000L;

    private final long[] rates;
    private final long[] endsNs;
    private int step;
    private long gapNs;
    private long gapRest;
    private long rest;
    private long nextNs;
    private long index;

    /** At the first event, which is due at once. */
    public TickSchedule(RatePlan plan) {
        int steps = plan.steps().size();
        rates = new long[steps];
        endsNs = new long[steps];
        long endNs = 0;
        for (int i = 0; i < steps; i++) {
            rates[i] = plan.steps().get(i).eventsPerSecond();
            endNs += plan.steps().get(i).durationNs();
            endsNs[i] = i == steps - 1 ? Long.MAX_VALUE : endNs;
        }
        enter(0);
    }

    /** When the next event is due, ns after the start. */
    public long nextNs() {
        return nextNs;
    }

    /** Events before the next one. */
    public long index() {
        return index;
    }

    /** Goes on to the event after the next one. */
    public void advance() {
        index++;
        nextNs += gapNs;
        rest += gapRest;
        if (rest >= rates[step]) {
            rest -= rates[step];
            nextNs++;
        }
        if (nextNs >= endsNs[step]) {
            nextNs = endsNs[step];
            enter(step + 1);
        }
    }

    private void enter(int next) {
        step = next;
        gapNs = SECOND_NS / rates[step];
        gapRest = SECOND_NS % rates[step];
        rest = 0;
    }
}
