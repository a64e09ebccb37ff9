package io.ticktide.feed.recorded;

import java.util.Optional;

/**
 * How a recording is to be read.
 *
 * @param csv the layout of a CSV file; empty for recorded lines.
 */
record Format(Optional<CsvLayout> csv) {
    static final Format RECORDED_LINES = new Format(Optional.empty());

    static Format csv(CsvLayout layout) {
        return new Format(Optional.of(layout));
    }
}
