package io.ticktide.perf.report;

import java.util.ArrayList;
import java.util.List;

/**
 * How values lie along one side of a plot.
 *
 * @param title with the unit.
 * @param least value at its start.
 * @param most value at its end, above {@code least}.
 * @param log whether each factor of ten is as long as the next; {@code least} is above 0 then.
 * @param ticks values that get a label.
 */
record Axis(String title, double least, double most, boolean log, List<Tick> ticks) {

    /** A labelled value. */
    record Tick(double value, String text) {}

    /** From nothing to a round number that holds the highest value. */
    static Axis linear(String title, double highest) {
        double step = roundStep(Math.max(highest, 1e-9) / 4);
        List<Tick> ticks = new ArrayList<>();
        double most = step * Math.ceil(Math.max(highest, 1e-9) / step);
        for (int i = 0; i * step <= most * 1.0001; i++) {
            ticks.add(new Tick(i * step, label(i * step)));
        }
        return new Axis(title, 0, most, false, ticks);
    }

    /** Whole powers of ten around the values, from 1 on: less is drawn as 1. */
    static Axis log(String title, double lowest, double highest) {
        int from = (int) Math.floor(Math.log10(Math.max(lowest, 1)));
        int to = Math.max(from + 1, (int) Math.ceil(Math.log10(Math.max(highest, 1))));
        List<Tick> ticks = new ArrayList<>();
        for (int power = from; power <= to; power++) {
            ticks.add(new Tick(Math.pow(10, power), label(Math.pow(10, power))));
        }
        return new Axis(title, Math.pow(10, from), Math.pow(10, to), true, ticks);
    }

    /** Where a value lies: 0 at the start, 1 at the end; values beyond are put to the ends. */
    double position(double value) {
        double bounded = Math.max(least, Math.min(most, value));
        return log
                ? Math.log(bounded / least) / Math.log(most / least)
                : (bounded - least) / (most - least);
    }

    private static double roundStep(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }

    private static String label(double value) {
        if (value >= 1e6) {
            return NumberText.of(value / 1e6) + " M";
        }
        return value >= 1e3 ? NumberText.of(value / 1e3) + " k" : NumberText.of(value);
    }
}
