package io.ticktide.feed.rows;

/**
 * One column of an imported file.
 *
 * @param role what it says.
 * @param least decimals that are printed even where they are zeros; 0 unless decimal.
 * @param most decimals to which a number that is worked out is rounded, and at which one that is
 *     kept is; 0 unless decimal.
 */
public record RowColumn(ColumnRole role, int least, int most) {
    /** As it stands in the META block of a recording: {@code TIME}, {@code PRICE 2 8}. */
    @Override
    public String toString() {
        return role.isDecimal() ? role.name() + ' ' + least + ' ' + most : role.name();
    }

    /**
     * The reverse of {@link #toString}.
     *
     * @throws IllegalArgumentException when the text is none of those.
     */
    static RowColumn parse(String text) {
        String[] parts = text.split(" ", -1);
        ColumnRole role = ColumnRole.valueOf(parts[0]);
        if (parts.length != (role.isDecimal() ? 3 : 1)) {
            throw new IllegalArgumentException("column \"" + text + "\" lacks its decimals");
        }
        return role.isDecimal()
                ? new RowColumn(role, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]))
                : new RowColumn(role, 0, 0);
    }
}
