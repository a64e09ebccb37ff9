package io.ticktide.cli.recording;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints a report for people: a name and a value a line, what belongs together indented. */
public final class ReportText {
    private final PrintWriter out;

    public ReportText(PrintWriter out) {
        this.out = out;
    }

    /** Prints all members of a report. */
    public void print(Map<String, Object> report) {
        report.forEach((name, value) -> member("", name, value));
    }

    private void member(String indent, String name, Object value) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            out.println(indent + name);
            map.forEach((key, inner) -> member(indent + "  ", String.valueOf(key), inner));
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            for (Object one : list) {
                member(indent, name, one);
            }
        } else {
            boolean nothing = value instanceof List<?> || value instanceof Map<?, ?>;
            out.printf(Locale.ROOT, "%s%-14s  %s%n", indent, name, nothing ? "none" : shown(value));
        }
    }

    private static String shown(Object value) {
        return value instanceof Long || value instanceof Integer
                ? String.format(Locale.ROOT, "%,d", ((Number) value).longValue())
                : String.valueOf(value).replace("\r", "\\r").replace("\n", "\\n");
    }
}
