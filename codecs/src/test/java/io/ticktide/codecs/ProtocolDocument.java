package io.ticktide.codecs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** PROTOCOL.md taken apart: the table rows below each heading, and the lines of its JSON. */
final class ProtocolDocument {
    private final Map<String, List<List<String>>> tables = new LinkedHashMap<>();
    private final List<String> json = new ArrayList<>();

    ProtocolDocument() throws IOException {
        String heading = "";
        String fence = null;
        for (String line : Files.readAllLines(GoldenFiles.MODULE.resolve("PROTOCOL.md"))) {
            if (line.startsWith("```")) {
                fence = fence == null ? line : null;
            } else if ("```json".equals(fence)) {
                json.add(line);
            } else if (line.startsWith("#")) {
                heading = line.replaceFirst("^#+ ", "");
            } else if (line.startsWith("|") && !line.startsWith("|--")) {
                tables.computeIfAbsent(heading, key -> new ArrayList<>()).add(cells(line));
            }
        }
    }

    /** Headings that have a table, in their order. */
    List<String> headings() {
        return List.copyOf(tables.keySet());
    }

    /** The first cells of each row of the table below a heading, its head row left out. */
    List<String> rows(String heading, int cells) {
        return tables.getOrDefault(heading, List.of()).stream()
                .filter(row -> !row.get(0).matches("offset|bit|value|golden frame"))
                .map(row -> String.join(" | ", row.subList(0, cells)))
                .toList();
    }

    /** Lines of JSON that begin so. */
    List<String> json(String start) {
        return json.stream().filter(line -> line.startsWith(start)).toList();
    }

    private static List<String> cells(String line) {
        String[] cells = line.substring(1, line.length() - 1).split("\\|", -1);
        return Arrays.stream(cells).map(String::strip).toList();
    }
}
