package io.ticktide.feed.segments;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of a recording as people write it.
 *
 * @param anchor what it is counted from.
 * @param ns from there on; negative before the end.
 */
public record RecordedTime(Anchor anchor, long ns) {
    /** What a time is counted from. */
    public enum Anchor {
        /** The Unix epoch: the time itself. */
        EPOCH,
        /** The recording's first live event. */
        START,
        /** The recording's newest message. */
        END
    }

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final Pattern DISTANCE = Pattern.compile("([+-])([0-9]{1,9})(ms|s|m|h|d)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}|[0-8][0-9]{18}");

    /**
     * Reads ns since the Unix epoch ({@code 1723161255342000000}), ISO 8601 ({@code
     * 2024-08-09T03:34:00Z}; UTC when it names no zone; a date is its midnight), {@code +90s} from
     * the start or {@code -5m} before the end (ms, s, m, h, d).
     *
     * @throws IllegalArgumentException when it is none of them.
     */
    public static RecordedTime parse(String text) {
        String time = text.strip();
        Matcher distance = DISTANCE.matcher(time);
        if (distance.matches()) {
            boolean fromStart = distance.group(1).equals("+");
            long ns = Long.parseLong(distance.group(2)) * unitNs(distance.group(3));
            return new RecordedTime(fromStart ? Anchor.START : Anchor.END, fromStart ? ns : -ns);
        }
        if (NUMBER.matcher(time).matches()) {
            return new RecordedTime(Anchor.EPOCH, Long.parseLong(time));
        }
        try {
            Instant instant = instant(time);
            long seconds = Math.multiplyExact(instant.getEpochSecond(), NS_PER_SECOND);
            return new RecordedTime(Anchor.EPOCH, Math.addExact(seconds, instant.getNano()));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "\""
                            + text
                            + "\" is no time: such as 2024-08-09T03:34:00Z, ns since 1970, +90s"
                            + " from the start or -5m before the end",
                    e);
        }
    }

    /**
     * Ns since the Unix epoch.
     *
     * @param firstNs start of the recording.
     * @param lastNs its end.
     */
    public long in(long firstNs, long lastNs) {
        return switch (anchor) {
            case EPOCH -> ns;
            case START -> firstNs + ns;
            case END -> lastNs + ns;
        };
    }

    private static Instant instant(String time) {
        if (time.indexOf('T') < 0) {
            return LocalDate.parse(time).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        boolean hasZone = time.endsWith("Z") || time.matches(".*T.*[+-][0-9:]+");
        return hasZone
                ? OffsetDateTime.parse(time).toInstant()
                : LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
    }

    private static long unitNs(String unit) {
        return switch (unit) {
            case "ms" -> NS_PER_SECOND / 1_000;
            case "m" -> 60 * NS_PER_SECOND;
            case "h" -> 3_600 * NS_PER_SECOND;
            case "d" -> 86_400 * NS_PER_SECOND;
            default -> NS_PER_SECOND;
        };
    }
}
