package io.ticktide.candles;

import java.util.concurrent.TimeUnit;

/** The intervals for which bars are built; all start at multiples of themselves since the epoch. */
public enum BarInterval {
    S1("1s", 1),
    S5("5s", 5),
    S15("15s", 15),
    M1("1m", 60),
    M5("5m", 300),
    M15("15m", 900),
    H1("1h", 3_600),
    D1("1d", 86_400);

    private static final BarInterval[] ALL = values();

    private final String label;
    private final int seconds;
    private final long lengthNs;

    BarInterval(String label, int seconds) {
        this.label = label;
        this.seconds = seconds;
        this.lengthNs = TimeUnit.SECONDS.toNanos(seconds);
    }

    /** Number of intervals. */
    public static int count() {
        return ALL.length;
    }

    /** The interval of an ordinal. */
    public static BarInterval at(int ordinal) {
        return ALL[ordinal];
    }

    /** The interval of a label such as "5m", or null when it is not offered. */
    public static BarInterval of(String label) {
        for (BarInterval interval : ALL) {
            if (interval.label.equals(label)) {
                return interval;
            }
        }
        return null;
    }

    /**
     * The interval of so many seconds.
     *
     * @throws IllegalArgumentException when it is not offered.
     */
    public static BarInterval ofSeconds(int seconds) {
        for (BarInterval interval : ALL) {
            if (interval.seconds == seconds) {
                return interval;
            }
        }
        throw new IllegalArgumentException(
                "no interval of " + seconds + " s; offered: " + labels());
    }

    /** All labels, shortest interval first, separated by spaces. */
    public static String labels() {
        StringBuilder labels = new StringBuilder();
        for (BarInterval interval : ALL) {
            labels.append(labels.isEmpty() ? "" : " ").append(interval.label);
        }
        return labels.toString();
    }

    /** "1s" to "1d". */
    public String label() {
        return label;
    }

    /** Length in seconds. */
    public int seconds() {
        return seconds;
    }

    /** Length in ns. */
    public long lengthNs() {
        return lengthNs;
    }

    /** Open time of the bar that a time falls into, ns since the Unix epoch. */
    public long openTimeNs(long timeNs) {
        return Math.floorDiv(timeNs, lengthNs) * lengthNs;
    }
}
