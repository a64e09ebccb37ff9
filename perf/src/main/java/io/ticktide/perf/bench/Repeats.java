package io.ticktide.perf.bench;

import io.ticktide.perf.report.RunSeries;
import io.ticktide.perf.report.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Subjects that were measured several times, ours first.
 *
 * <p>Owner: the load thread.
 */
final class Repeats {
    private final List<List<Subject>> runs = new ArrayList<>();

    /** Takes a run, which has the subjects of the others in the same order. */
    void add(List<Subject> subjects) {
        runs.add(subjects);
    }

    /** Each subject with the median of each figure, of the runs that have it. */
    List<Subject> medians() {
        List<Subject> medians = new ArrayList<>();
        for (int i = 0; i < runs.get(0).size(); i++) {
            Map<String, List<Double>> values = new LinkedHashMap<>();
            for (List<Subject> run : runs) {
                run.get(i)
                        .figures()
                        .forEach(
                                (name, value) ->
                                        values.computeIfAbsent(name, none -> new ArrayList<>())
                                                .add(value));
            }
            String subject = runs.get(0).get(i).name();
            Map<String, Double> figures = new LinkedHashMap<>();
            values.forEach(
                    (name, all) -> figures.put(name, new RunSeries(name, subject, all).median()));
            medians.add(new Subject(subject, figures));
        }
        return medians;
    }

    /**
     * Figures run by run, each followed by the ratios of ours to the others'; none when there was
     * one run, of which all is told already.
     */
    List<RunSeries> series(List<String> figures) {
        List<RunSeries> series = new ArrayList<>();
        if (runs.size() == 1) {
            return series;
        }
        for (String figure : figures) {
            int subjects = runs.get(0).size();
            for (int i = 0; i < subjects; i++) {
                values(figure, i).ifPresent(series::add);
            }
            for (int i = 1; i < subjects; i++) {
                ratios(figure, i).ifPresent(series::add);
            }
        }
        return series;
    }

    private Optional<RunSeries> values(String figure, int subject) {
        List<Double> values = new ArrayList<>();
        for (List<Subject> run : runs) {
            Double value = run.get(subject).figures().get(figure);
            if (value != null) {
                values.add(value);
            }
        }
        return series(figure, runs.get(0).get(subject).name(), values);
    }

    private Optional<RunSeries> ratios(String figure, int other) {
        List<Double> ratios = new ArrayList<>();
        for (List<Subject> run : runs) {
            Double ours = run.get(0).figures().get(figure);
            Double theirs = run.get(other).figures().get(figure);
            if (ours != null && theirs != null && theirs != 0) {
                ratios.add(ours / theirs);
            }
        }
        return series(figure, "× " + runs.get(0).get(other).name(), ratios);
    }

    private static Optional<RunSeries> series(String figure, String subject, List<Double> values) {
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(new RunSeries(figure, subject, values));
    }
}
