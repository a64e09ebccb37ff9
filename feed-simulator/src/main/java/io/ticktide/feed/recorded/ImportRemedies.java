package io.ticktide.feed.recorded;

import io.ticktide.feed.FeedException;

/**
 * Names the options of an import where readers that a server shares name its settings. Thread-safe:
 * no state.
 */
final class ImportRemedies {
    private ImportRemedies() {}

    static FeedException of(FeedException e) {
        return new FeedException(in(e.getMessage()), e);
    }

    static String in(String message) {
        return message.replace("--set feed.symbol=", "--symbol ")
                .replaceAll("with --set feed\\.price-scale=(\\d+)", "with --scale $1")
                .replaceAll("with --set feed\\.qty-scale=(\\d+)", "with --scale P,$1");
    }
}
