package io.ticktide.perf.bench;

import java.util.Map;
import picocli.CommandLine.Option;

/** How often everything is measured. */
final class RepeatOptions {
    @Option(
            names = "--repeat",
            paramLabel = "N",
            description =
                    "Measures everything N times in turn and gives medians, least and most"
                            + " (${DEFAULT-VALUE}).")
    private int repeat = 1;

    int count() {
        return repeat;
    }

    /**
     * Whether the number makes sense.
     *
     * @throws IllegalArgumentException when it does not.
     */
    void check() {
        if (repeat < 1) {
            throw new IllegalArgumentException("--repeat " + repeat + " must be at least 1");
        }
    }

    /** Says in a report what its figures are. */
    void describe(Map<String, String> settings) {
        if (repeat > 1) {
            settings.put("figures", "medians of " + repeat + " runs; ratios: of the medians");
        }
    }
}
