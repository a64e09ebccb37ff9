package io.ticktide.perf.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A result for programs. */
public final class JsonReport {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    /** The result as one JSON object, indented. */
    public static String of(BenchResult result) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("bench", result.bench());
        all.put("settings", result.settings());
        all.put("machine", result.machine());
        List<Object> subjects = new ArrayList<>();
        Map<String, Object> ratios = new LinkedHashMap<>();
        for (Subject subject : result.subjects()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", subject.name());
            one.put("figures", rounded(subject.figures()));
            subjects.add(one);
        }
        for (Subject other : result.subjects().subList(1, result.subjects().size())) {
            ratios.put(other.name(), rounded(result.ratios(other)));
        }
        all.put("subjects", subjects);
        all.put("ratios", ratios);
        all.put("runs", result.runs().stream().map(JsonReport::run).toList());
        all.put("rows", result.rows());
        all.put("notes", result.notes());
        all.put("violations", result.violations());
        return JSON.writeValueAsString(all);
    }

    private static Map<String, Object> run(RunSeries series) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("figure", series.figure());
        run.put("subject", series.subject());
        run.put("median", rounded(series.median()));
        run.put("least", rounded(series.least()));
        run.put("most", rounded(series.most()));
        run.put("values", series.values().stream().map(JsonReport::rounded).toList());
        return run;
    }

    /** Six digits that matter: more would be noise, and 0.30000000000000004. */
    private static Map<String, Object> rounded(Map<String, Double> figures) {
        Map<String, Object> rounded = new LinkedHashMap<>();
        figures.forEach((name, value) -> rounded.put(name, rounded(value)));
        return rounded;
    }

    /** A whole number where it is one. */
    static Number rounded(double value) {
        if (value == Math.rint(value) || Math.abs(value) >= 1e6) {
            return Math.round(value);
        }
        double scale = Math.pow(10, 5 - Math.floor(Math.log10(Math.abs(value))));
        return Math.rint(value * scale) / scale;
    }
}
