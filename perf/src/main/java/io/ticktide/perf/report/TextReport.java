package io.ticktide.perf.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A result as a table for a terminal. */
public final class TextReport {
    private TextReport() {}

    /** One row a figure, one column a subject, then our figure divided by each other's. */
    public static String of(BenchResult result) {
        StringBuilder text = new StringBuilder(2_048);
        text.append("bench ").append(result.bench()).append('\n');
        result.settings().forEach((name, value) -> line(text, name, value));
        result.machine().forEach((name, value) -> line(text, name, value));
        text.append('\n');
        table(text, rows(result));
        if (!result.runs().isEmpty()) {
            text.append('\n');
            table(text, runs(result.runs()));
        }
        for (String note : result.notes()) {
            text.append("note: ").append(note).append('\n');
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("  ").append(pad(name, 12, false)).append(' ').append(value).append('\n');
    }

    private static List<List<String>> rows(BenchResult result) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(""));
        result.subjects().forEach(subject -> head.add(subject.name()));
        List<Subject> others = result.subjects().subList(1, result.subjects().size());
        others.forEach(other -> head.add("× " + other.name()));
        rows.add(head);
        Set<String> names = new LinkedHashSet<>();
        result.subjects().forEach(subject -> names.addAll(subject.figures().keySet()));
        for (String name : names) {
            List<String> row = new ArrayList<>(List.of(name));
            for (Subject subject : result.subjects()) {
                Double value = subject.figures().get(name);
                row.add(value == null ? "" : NumberText.of(value));
            }
            for (Subject other : others) {
                Map<String, Double> ratios = result.ratios(other);
                row.add(ratios.containsKey(name) ? NumberText.of(ratios.get(name)) : "");
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<List<String>> runs(List<RunSeries> all) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("run by run", "", "median", "least", "most", "each"));
        for (RunSeries series : all) {
            List<String> row = new ArrayList<>(List.of(series.figure(), series.subject()));
            row.add(NumberText.of(series.median()));
            row.add(NumberText.of(series.least()));
            row.add(NumberText.of(series.most()));
            List<String> values = series.values().stream().map(NumberText::of).toList();
            row.add(String.join("  ", values));
            rows.add(row);
        }
        return rows;
    }

    private static void table(StringBuilder text, List<List<String>> rows) {
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                int width = 0;
                for (List<String> other : rows) {
                    width = Math.max(width, other.get(column).length());
                }
                text.append(column == 0 ? "  " : "   ");
                text.append(pad(row.get(column), width, column > 0));
            }
            text.append('\n');
        }
    }

    private static String pad(String text, int width, boolean right) {
        String blanks = " ".repeat(Math.max(0, width - text.length()));
        return right ? blanks + text : text + blanks;
    }
}
