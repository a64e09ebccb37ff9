package io.ticktide.feed.rows;

import java.util.Map;

/**
 * One column of an imported file.
 *
 * @param role what it says.
 * @param least decimals that are printed even where they are zeros; 0 unless decimal.
 * @param most decimals to which a number that is worked out is rounded, and at which one that is
 *     kept is; 0 unless decimal.
 */
public record RowColumn(ColumnRole role, int least, int most) {
    /** As it stands in the META block of a recording. */
    public Map<String, Object> toMap() {
        return role.isDecimal()
                ? Map.of("role", role.name(), "least", least, "most", most)
                : Map.of("role", role.name());
    }

    /**
     * The reverse of {@link #toMap}.
     *
     * @throws IllegalArgumentException when the map is none of those.
     */
    static RowColumn of(Map<?, ?> map) {
        ColumnRole role = ColumnRole.valueOf(String.valueOf(map.get("role")));
        return new RowColumn(role, decimals(map, "least"), decimals(map, "most"));
    }

    private static int decimals(Map<?, ?> map, String name) {
        return map.get(name) instanceof Number number ? number.intValue() : 0;
    }
}
