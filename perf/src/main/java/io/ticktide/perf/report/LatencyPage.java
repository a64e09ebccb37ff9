package io.ticktide.perf.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A latency run as one HTML page that needs nothing else: no script, no network. */
final class LatencyPage {
    private static final String STYLE =
            """
            :root { color-scheme: light dark; --text: #1c2733; --soft: #5d6b7a; --grid: #dfe5eb;
              --paper: #fff; --c0: #0b6bcb; --c1: #d9730d; --c2: #7a8793; --c3: #1a8754; }
            @media (prefers-color-scheme: dark) { :root { --text: #e4eaf0; --soft: #97a5b3;
              --grid: #2b3642; --paper: #12181f; --c0: #5aa9f5; --c1: #f0a04b; --c2: #93a1ae;
              --c3: #4cc38a; } }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--text);
              background: var(--paper); max-width: 1000px; margin: 32px auto; padding: 0 20px; }
            h1 { font-size: 24px; margin: 0 0 4px; } h2 { font-size: 17px; margin: 32px 0 6px; }
            p, dd, li { color: var(--soft); } p { margin: 0 0 8px; }
            dl { display: grid; grid-template-columns: 110px 1fr; gap: 2px 12px; margin: 14px 0; }
            dt { font-weight: 600; } dd { margin: 0; }
            svg { width: 100%; height: auto; display: block; }
            svg text { font-size: 12px; fill: var(--soft); }
            .grid { stroke: var(--grid); stroke-width: 1; }
            polyline { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
            .c0 { stroke: var(--c0); } .c1 { stroke: var(--c1); } .c2 { stroke: var(--c2); }
            .c3 { stroke: var(--c3); }
            .key { display: flex; gap: 22px; margin: 16px 0; font-weight: 600; }
            .key span::before { content: ""; display: inline-block; width: 22px; height: 4px;
              border-radius: 2px; margin: 0 8px 3px 0; background: var(--c); }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100%; }
            td, th { padding: 3px 10px; text-align: right; border-bottom: 1px solid var(--grid); }
            td:first-child, th:first-child { text-align: left; padding-left: 0; }
            """;

    private LatencyPage() {}

    static String of(BenchResult result, List<LatencySeries> series) {
        LatencyPlots plots = new LatencyPlots(series);
        StringBuilder page = new StringBuilder(65_536);
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.append("<meta name=\"viewport\" content=\"width=device-width\">\n");
        page.append("<title>Ticktide: latency</title>\n<style>\n").append(STYLE);
        page.append("</style>\n</head>\n<body>\n<h1>Latency</h1>\n");
        page.append("<p>From the moment at which a tick was due to the client's read.</p>\n");
        settings(page, result.settings());
        settings(page, result.machine());
        key(page, series);
        section(page, "By percentile", "", plots.percentiles());
        section(page, "Over time", "99th percentile; the median is dashed.", plots.overTime());
        section(page, "Throughput", "", plots.throughput());
        page.append("<h2>Figures</h2>\n");
        table(page, result);
        notes(page, result.notes());
        return page.append("</body>\n</html>\n").toString();
    }

    private static void settings(StringBuilder page, Map<String, String> settings) {
        page.append("<dl>\n");
        settings.forEach(
                (name, value) ->
                        page.append("<dt>")
                                .append(escaped(name))
                                .append("</dt><dd>")
                                .append(escaped(value))
                                .append("</dd>\n"));
        page.append("</dl>\n");
    }

    private static void key(StringBuilder page, List<LatencySeries> series) {
        page.append("<div class=\"key\">\n");
        for (int i = 0; i < series.size(); i++) {
            page.append("<span style=\"--c: var(--c").append(i).append(")\">");
            page.append(escaped(series.get(i).name())).append("</span>\n");
        }
        page.append("</div>\n");
    }

    private static void section(StringBuilder page, String title, String text, String plot) {
        page.append("<h2>").append(title).append("</h2>\n");
        if (!text.isEmpty()) {
            page.append("<p>").append(text).append("</p>\n");
        }
        page.append(plot);
    }

    private static void table(StringBuilder page, BenchResult result) {
        List<Subject> others = result.subjects().subList(1, result.subjects().size());
        page.append("<table>\n<tr><th></th>");
        result.subjects().forEach(one -> cell(page, "th", one.name()));
        others.forEach(one -> cell(page, "th", "× " + one.name()));
        page.append("</tr>\n");
        Set<String> names = new LinkedHashSet<>();
        result.subjects().forEach(subject -> names.addAll(subject.figures().keySet()));
        for (String name : names) {
            page.append("<tr>");
            cell(page, "td", name);
            for (Subject subject : result.subjects()) {
                cell(page, "td", number(subject.figures().get(name)));
            }
            for (Subject other : others) {
                cell(page, "td", number(result.ratios(other).get(name)));
            }
            page.append("</tr>\n");
        }
        page.append("</table>\n");
    }

    private static void notes(StringBuilder page, List<String> notes) {
        if (!notes.isEmpty()) {
            page.append("<h2>Notes</h2>\n<ul>\n");
            notes.forEach(note -> page.append("<li>").append(escaped(note)).append("</li>\n"));
            page.append("</ul>\n");
        }
    }

    private static void cell(StringBuilder page, String tag, String text) {
        page.append('<').append(tag).append('>').append(escaped(text));
        page.append("</").append(tag).append('>');
    }

    private static String number(Double value) {
        return value == null ? "" : NumberText.of(value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
