package io.ticktide.perf.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one benchmark found.
 *
 * @param bench its name: "fanout".
 * @param settings what was asked for, by name, in the order of the report.
 * @param machine what it ran on, in the order of the report.
 * @param subjects ours first, then what it is compared with.
 * @param rows details, one map a row, all with the same names; may be empty.
 * @param notes what a reader has to know before he believes the figures.
 * @param runs figures run by run; empty when there was one run.
 * @param violations messages that broke the accounting; 0 of a working server.
 */
public record BenchResult(
        String bench,
        Map<String, String> settings,
        Map<String, String> machine,
        List<Subject> subjects,
        List<Map<String, Object>> rows,
        List<String> notes,
        List<RunSeries> runs,
        long violations) {

    /** Of one run. */
    public BenchResult(
            String bench,
            Map<String, String> settings,
            Map<String, String> machine,
            List<Subject> subjects,
            List<Map<String, Object>> rows,
            List<String> notes,
            long violations) {
        this(bench, settings, machine, subjects, rows, notes, List.of(), violations);
    }

    public BenchResult {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        machine = Collections.unmodifiableMap(new LinkedHashMap<>(machine));
        subjects = List.copyOf(subjects);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
        runs = List.copyOf(runs);
    }

    /**
     * Our figure divided by another subject's, by name; of figures that both have and that are not
     * zero.
     */
    public Map<String, Double> ratios(Subject other) {
        Map<String, Double> ratios = new LinkedHashMap<>();
        subjects.get(0)
                .figures()
                .forEach(
                        (name, ours) -> {
                            Double theirs = other.figures().get(name);
                            if (theirs != null && theirs != 0) {
                                ratios.put(name, ours / theirs);
                            }
                        });
        return ratios;
    }
}
