package io.ticktide.feed.recorded;

/**
 * What became of the rows of an import.
 *
 * @param rows read, those that are left out included.
 * @param malformed left out because they do not say what their format promises.
 * @param late left out because they came further behind than the window reaches.
 * @param reordered put in order.
 * @param timesBack told in the order of their ids although their time goes back.
 * @param untold sound, but of a kind that makes no event.
 */
public record ImportCounts(
        long rows, long malformed, long late, long reordered, long timesBack, long untold) {
    /** Rows that are not in the recording. */
    public long leftOut() {
        return malformed + late;
    }
}
