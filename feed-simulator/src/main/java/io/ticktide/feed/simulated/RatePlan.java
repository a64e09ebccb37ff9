package io.ticktide.feed.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Rates one after another: what a benchmark climbs to find the highest that is sustained. The last
 * rate stays for ever.
 *
 * @param steps at least one.
 */
public record RatePlan(List<Step> steps) {

    /**
     * One rate for a while.
     *
     * @param eventsPerSecond 1 to {@link SimulatedSettings#MAX_EVENTS_PER_SECOND}.
     * @param durationNs how long, ns, at least 1 ms; of the last step without meaning.
     */
    public record Step(long eventsPerSecond, long durationNs) {
        public Step {
            long most = SimulatedSettings.MAX_EVENTS_PER_SECOND;
            if (eventsPerSecond < 1 || eventsPerSecond > most) {
                throw new IllegalArgumentException(
                        "rate " + eventsPerSecond + " is outside 1 to " + most);
            }
            if (durationNs < TimeUnit.MILLISECONDS.toNanos(1)) {
                throw new IllegalArgumentException(
                        "duration " + durationNs + " ns is below 1 ms; give it in ms");
            }
        }
    }

    public RatePlan {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a rate plan needs at least one RATE/MS");
        }
    }

    /** One rate for ever. */
    public static RatePlan constant(long eventsPerSecond) {
        return new RatePlan(List.of(new Step(eventsPerSecond, TimeUnit.HOURS.toNanos(1))));
    }

    /**
     * Reads what {@link #texts} writes: {@code 2000/5000} is 2,000 events a second for 5,000 ms.
     *
     * @throws IllegalArgumentException naming the step that is wrong, and the form.
     */
    public static RatePlan parse(List<String> texts) {
        List<Step> steps = new ArrayList<>(texts.size());
        for (String text : texts) {
            steps.add(step(text));
        }
        return new RatePlan(steps);
    }

    /** The steps as a configuration holds them. */
    public List<String> texts() {
        return steps.stream()
                .map(
                        step ->
                                step.eventsPerSecond()
                                        + "/"
                                        + TimeUnit.NANOSECONDS.toMillis(step.durationNs()))
                .toList();
    }

    private static Step step(String text) {
        int slash = text.indexOf('/');
        try {
            if (slash > 0) {
                return new Step(
                        Long.parseLong(text.substring(0, slash).trim()),
                        TimeUnit.MILLISECONDS.toNanos(
                                Long.parseLong(text.substring(slash + 1).trim())));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(misfit(text), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException('"' + text + "\": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(misfit(text));
    }

    private static String misfit(String text) {
        return '"' + text + "\" is not RATE/MS, such as 2000/5000";
    }
}
