package io.ticktide.cli;

import io.ticktide.cli.sub.Terms;
import picocli.CommandLine.Option;

/** Options that say how streams shall come. */
final class TermOptions {
    @Option(
            names = "--max-rate",
            paramLabel = "N",
            description = "Messages per second and stream; the server merges the rest.")
    private Integer maxRate;

    @Option(
            names = "--max-age",
            paramLabel = "MS",
            description = "Drop what is older than this by the time it could leave.")
    private Integer maxAgeMs;

    @Option(
            names = "--on-slow",
            paramLabel = "conflate|disconnect",
            description = "What the server shall do when this client reads too slowly (conflate).")
    private String onSlow = "";

    @Option(
            names = "--from-seq",
            paramLabel = "N",
            description = "Begin with this number of each stream, if it is still kept.")
    private Long fromSeq;

    @Option(
            names = "--from-time",
            paramLabel = "TIME",
            description = "Begin there: ns since 1970, or such as 2024-08-09T03:34:00Z.")
    private String fromTime;

    /**
     * What was asked for.
     *
     * @throws IllegalArgumentException when that is wrong.
     */
    Terms terms() {
        if (maxRate != null && maxRate < 1) {
            throw new IllegalArgumentException("--max-rate " + maxRate + " is below 1");
        }
        if (maxAgeMs != null && maxAgeMs < 1) {
            throw new IllegalArgumentException("--max-age " + maxAgeMs + " is below 1");
        }
        if (!onSlow.isEmpty() && !onSlow.equals("conflate") && !onSlow.equals("disconnect")) {
            throw new IllegalArgumentException(
                    "--on-slow " + onSlow + " is neither conflate nor disconnect");
        }
        int rate = maxRate == null ? 0 : maxRate;
        return new Terms(rate, maxAgeMs == null ? 0 : maxAgeMs, onSlow, from());
    }

    private Terms.From from() {
        if (fromSeq != null && fromTime != null) {
            throw new IllegalArgumentException("--from-seq and --from-time exclude each other");
        }
        if (fromSeq != null) {
            if (fromSeq < 1) {
                throw new IllegalArgumentException("--from-seq " + fromSeq + " is below 1");
            }
            return new Terms.From("seq", Long.toString(fromSeq));
        }
        return fromTime == null ? null : new Terms.From("time", ns(fromTime));
    }

    private static String ns(String time) {
        // The server takes any 64-bit number of nanoseconds, also those that no calendar shows.
        return time.matches("[0-9]{1,19}")
                ? time
                : Long.toString(EventTime.parse("--from-time", time));
    }
}
