package io.ticktide.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times of events as people write and read them. Thread-safe: no state. */
final class EventTime {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private EventTime() {}

    /** Such as 2024-08-09T03:34:00.123Z; "none" for 0. */
    static String text(long epochNs) {
        return epochNs == 0 ? "none" : Instant.EPOCH.plus(epochNs, ChronoUnit.NANOS).toString();
    }

    /**
     * Ns since the Unix epoch.
     *
     * @param option in whose name an error speaks.
     * @throws IllegalArgumentException when the text is no time.
     */
    static long parse(String option, String time) {
        if (time.matches("[0-9]{1,18}|[0-8][0-9]{18}")) {
            return Long.parseLong(time);
        }
        try {
            Instant instant = Instant.parse(time);
            return Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), NS_PER_SECOND), instant.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    option
                            + " "
                            + time
                            + " is neither ns since 1970 nor such as 2024-08-09T03:34:00Z",
                    e);
        }
    }
}
