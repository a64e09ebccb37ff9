package io.ticktide.feed.recorded;

import io.ticktide.feed.replay.ReplaySettings;
import java.nio.file.Path;
import java.util.Objects;

/**
 * How files are imported.
 *
 * @param reading symbol, scales and what a malformed row does; its pace means nothing here.
 * @param order what CSV rows do whose ids go back.
 * @param spillDirectory where a sort keeps what memory does not hold; there must be room for the
 *     unpacked rows of one file.
 * @param sortBytes of memory that a sort may take, at least 65,536.
 */
public record ImportSettings(
        ReplaySettings reading, RowOrderPolicy order, Path spillDirectory, int sortBytes) {
    /** Memory of a sort unless told otherwise. */
    public static final int SORT_BYTES = 1 << 26;

    private static final int LEAST_SORT_BYTES = 1 << 16;

    /**
     * @throws IllegalArgumentException when the memory is too little.
     */
    public ImportSettings {
        Objects.requireNonNull(reading, "reading");
        Objects.requireNonNull(order, "order");
        if (sortBytes < LEAST_SORT_BYTES) {
            throw new IllegalArgumentException(
                    "sortBytes=" + sortBytes + " is below " + LEAST_SORT_BYTES);
        }
    }
}
