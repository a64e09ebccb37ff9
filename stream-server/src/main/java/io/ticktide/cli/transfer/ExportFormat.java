package io.ticktide.cli.transfer;

import java.util.Locale;

/** What a recording can be exported as. */
public enum ExportFormat {
    /** Columns of our own, for every kind of event. */
    CSV,
    /** An object a line, as in the JSON dialect. */
    NDJSON,
    /** The rows of an imported Binance CSV file, as they were. */
    BINANCE_CSV;

    /** {@code csv}, {@code ndjson} or {@code binance-csv}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
