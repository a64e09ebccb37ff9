package io.ticktide.perf.report;

import java.util.Locale;

/** Numbers as people read them: three digits that matter, thousands grouped. */
final class NumberText {
    private NumberText() {}

    static String of(double value) {
        double size = Math.abs(value);
        if (size >= 1_000 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        String form = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.4f";
        return String.format(Locale.ROOT, form, value);
    }
}
