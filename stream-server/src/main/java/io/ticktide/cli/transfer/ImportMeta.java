package io.ticktide.cli.transfer;

import io.ticktide.feed.recorded.ImportReader;
import io.ticktide.feed.recorded.RecordingFacts;
import io.ticktide.feed.recorded.RowOrderPolicy;
import io.ticktide.feed.rows.RowStyle;
import io.ticktide.server.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the META block of an import says. Thread-safe: no state. */
final class ImportMeta {
    private ImportMeta() {}

    static String json(ImportReader reader, RowOrderPolicy order) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("source", "import of " + reader.format());
        meta.put("program", "ticktide " + Version.text());
        meta.put("order", order.toString());
        meta.put("files", reader.files().stream().map(ImportMeta::facts).toList());
        meta.put("rows", reader.styles().stream().map(RowStyle::toMap).toList());
        return new JsonMapper().writeValueAsString(meta);
    }

    /** How the rows of each imported CSV file were printed; empty when the run is of none. */
    static List<RowStyle> styles(String json) {
        List<RowStyle> styles = new ArrayList<>();
        try {
            Map<?, ?> meta = new JsonMapper().readValue(json, Map.class);
            if (meta.get("rows") instanceof List<?> rows) {
                for (Object style : rows) {
                    styles.add(RowStyle.of((Map<?, ?>) style));
                }
            }
        } catch (JacksonException | ClassCastException e) {
            throw new IllegalArgumentException("META is no JSON of an import", e);
        }
        return styles;
    }

    private static Map<String, Object> facts(RecordingFacts file) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("format", file.format());
        map.put("compression", file.compression());
        map.put("timeUnit", file.timeUnit());
        return map;
    }
}
