package io.ticktide.feed.replay;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * How fast a recording plays: a multiple of its own time, or as fast as the consumer takes it.
 *
 * @param thousandths of the recording's own pace, 100 (0.1x) to 1,000,000 (1000x); 0 for {@link
 *     #MAX}. An integer, so that due times are exact however long a recording is.
 */
public record ReplaySpeed(int thousandths) {
    /** Every row is due at once. */
    public static final ReplaySpeed MAX = new ReplaySpeed(0);

    /** As recorded. */
    public static final ReplaySpeed REAL_TIME = new ReplaySpeed(1_000);

    private static final int SLOWEST = 100;
    private static final int FASTEST = 1_000_000;

    /**
     * @throws IllegalArgumentException when out of range.
     */
    public ReplaySpeed {
        if (thousandths != 0 && (thousandths < SLOWEST || thousandths > FASTEST)) {
            throw outOfRange(BigDecimal.valueOf(thousandths, 3).toPlainString());
        }
    }

    /**
     * A multiple of the recording's own time.
     *
     * @param multiple 0.1 to 1000, with at most three decimals.
     * @throws IllegalArgumentException when out of range or finer than three decimals.
     */
    public static ReplaySpeed of(double multiple) {
        return parse(Double.toString(multiple));
    }

    /**
     * {@code max}, or a multiple such as {@code 10}, {@code 0.5} or {@code 10x}.
     *
     * @throws IllegalArgumentException when the text is neither.
     */
    public static ReplaySpeed parse(String text) {
        String speed = text.strip().toLowerCase(Locale.ROOT);
        if (speed.equals("max")) {
            return MAX;
        }
        String multiple = speed.endsWith("x") ? speed.substring(0, speed.length() - 1) : speed;
        int thousandths;
        try {
            thousandths = new BigDecimal(multiple).movePointRight(3).intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw outOfRange(text);
        }
        if (thousandths == 0) {
            throw outOfRange(text);
        }
        return new ReplaySpeed(thousandths);
    }

    /** Whether every row is due at once. */
    public boolean isMax() {
        return thousandths == 0;
    }

    /**
     * How long a stretch of the recording takes, rounded down to the ns; 0 at {@link #MAX}.
     *
     * @param recordedNs of the recording's own time, not negative.
     */
    public long playedNs(long recordedNs) {
        if (isMax()) {
            return 0;
        }
        // Whole multiples first, so that neither overflow nor rounding touches a long recording.
        long whole = recordedNs / thousandths * 1_000;
        return whole + recordedNs % thousandths * 1_000 / thousandths;
    }

    /**
     * How much of the recording plays meanwhile, rounded down to the ns; not for {@link #MAX}.
     *
     * @param playedNs not negative.
     */
    public long recordedNs(long playedNs) {
        return playedNs / 1_000 * thousandths + playedNs % 1_000 * thousandths / 1_000;
    }

    /** {@code max}, {@code 10x} or {@code 0.5x}. */
    @Override
    public String toString() {
        if (isMax()) {
            return "max";
        }
        return BigDecimal.valueOf(thousandths, 3).stripTrailingZeros().toPlainString() + "x";
    }

    private static IllegalArgumentException outOfRange(String text) {
        return new IllegalArgumentException(
                "speed \""
                        + text
                        + "\" is neither max nor a multiple from 0.1 to 1000 with at most three"
                        + " decimals; try 1, 0.5, 10 or max");
    }
}
