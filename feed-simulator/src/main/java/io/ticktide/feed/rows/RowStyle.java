package io.ticktide.feed.rows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the rows of one imported file were printed.
 *
 * @param file its name, for people.
 * @param layout as people say it: "Binance CSV trades, spot".
 * @param header the first line without its end; empty when the file had none.
 * @param lineEnd behind every row.
 * @param unitNs ns in one unit of the file's times.
 * @param whatIsTrue {@code True}, {@code true} or {@code TRUE}.
 * @param whatIsFalse as above.
 * @param columns in the order of the file.
 */
public record RowStyle(
        String file,
        String layout,
        String header,
        String lineEnd,
        long unitNs,
        String whatIsTrue,
        String whatIsFalse,
        List<RowColumn> columns) {

    public RowStyle {
        columns = List.copyOf(columns);
    }

    /** As it stands in the META block of a recording. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", file);
        map.put("layout", layout);
        map.put("header", header);
        map.put("lineEnd", lineEnd);
        map.put("unitNs", unitNs);
        map.put("true", whatIsTrue);
        map.put("false", whatIsFalse);
        map.put("columns", columns.stream().map(RowColumn::toString).toList());
        return map;
    }

    /**
     * The reverse of {@link #toMap}.
     *
     * @throws IllegalArgumentException when the map is none of those.
     */
    public static RowStyle of(Map<?, ?> map) {
        List<RowColumn> columns = new ArrayList<>();
        if (map.get("columns") instanceof List<?> list) {
            for (Object column : list) {
                columns.add(RowColumn.parse(String.valueOf(column)));
            }
        }
        if (columns.isEmpty() || !(map.get("unitNs") instanceof Number unitNs)) {
            throw new IllegalArgumentException("the style of the rows has no columns or no unit");
        }
        return new RowStyle(
                text(map, "file"),
                text(map, "layout"),
                text(map, "header"),
                text(map, "lineEnd"),
                unitNs.longValue(),
                text(map, "true"),
                text(map, "false"),
                columns);
    }

    private static String text(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text ? text : "";
    }
}
