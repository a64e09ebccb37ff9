package io.ticktide.feed.recorded;

import io.ticktide.feed.FeedException;
import io.ticktide.feed.replay.BadRow;

/**
 * Says what to do about a file that an import refuses, in the import's own options: readers that a
 * server shares name its settings instead. Thread-safe: no state.
 */
final class ImportRemedies {
    private ImportRemedies() {}

    static FeedException of(FeedException e) {
        return new FeedException(in(e.getMessage()), e);
    }

    /** A row cannot be read, and such rows are not to be left out. */
    static FeedException malformed(BadRow bad) {
        return new FeedException(
                bad.getMessage()
                        + "; repair the file, or leave out and count such rows with --bad-rows skip",
                bad);
    }

    /** A file begins before the end of the one that was named before it. */
    static FeedException givenAfter(RecordingFile before, BadRow bad) {
        return new FeedException(
                bad.getMessage()
                        + "; this file was given after "
                        + before.name()
                        + ": name the files in the order of their times, or import them into"
                        + " recordings of their own",
                bad);
    }

    static String in(String message) {
        return message.replace("--set feed.symbol=", "--symbol ")
                .replaceAll("with --set feed\\.price-scale=(\\d+)", "with --scale $1")
                .replaceAll("with --set feed\\.qty-scale=(\\d+)", "with --scale P,$1");
    }
}
