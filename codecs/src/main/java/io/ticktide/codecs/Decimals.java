package io.ticktide.codecs;

import java.nio.charset.StandardCharsets;

/**
 * Prices and quantities as {@code long} mantissas with a decimal scale: {@code value = mantissa ×
 * 10^-scale}. Text is turned into mantissas digit by digit, never through {@code double}.
 *
 * <p>Mantissas stay within ±{@link #MAX_MANTISSA}, so a JavaScript number holds every one exactly.
 *
 * <p>Thread-safe: no state.
 */
public final class Decimals {
    /** Largest magnitude of a price or quantity mantissa: 2^53 - 1. */
    public static final long MAX_MANTISSA = (1L << 53) - 1;

    /** Stands for "no price" or "no quantity"; SBE's null of an optional int64. */
    public static final long NULL = Long.MIN_VALUE;

    /** Largest scale that is accepted. */
    public static final int MAX_SCALE = 15;

    /** Stands for every mantissa above the largest; times ten it stays above, without overflow. */
    private static final long TOO_LARGE = MAX_MANTISSA + 1;

    /** Exponents beyond are as good as this one: nothing but zero survives either. */
    private static final int FAR_EXPONENT = 1_000_000;

    private static final long[] POWERS_OF_TEN = new long[19];

    static {
        long power = 1;
        for (int i = 0; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = power;
            power *= 10;
        }
    }

    private Decimals() {}

    /**
     * 10 to the power of {@code exponent}.
     *
     * @param exponent 0 to 18.
     */
    public static long powerOfTen(int exponent) {
        return POWERS_OF_TEN[exponent];
    }

    /**
     * The mantissa of a decimal text at a scale; {@code parse("101.25", 2) == 10125}. Accepts a
     * sign, digits with at most one point at any place, and a power of ten ({@code 1E-7}). Zeros
     * beyond the scale are dropped; minus zero is zero.
     *
     * @throws NumberFormatException when the text is no decimal, needs more than {@code scale}
     *     decimals, or its mantissa exceeds {@link #MAX_MANTISSA}.
     */
    public static long parse(CharSequence text, int scale) {
        byte[] ascii = text.toString().getBytes(StandardCharsets.UTF_8);
        return parse(ascii, 0, ascii.length, scale);
    }

    /** {@link #parse(CharSequence, int)} of {@code length} ASCII bytes; allocates only to fail. */
    public static long parse(byte[] text, int offset, int length, int scale) {
        int end = offset + length;
        int exponentAt = indexOfExponent(text, offset, end);
        int power = scale + exponent(text, offset, length, exponentAt);
        boolean negative = length > 0 && text[offset] == '-';
        int at = negative || (length > 0 && text[offset] == '+') ? offset + 1 : offset;
        // Zeros are kept aside until a digit follows, so that those at the end cost no room.
        long mantissa = 0;
        int zeros = 0;
        int digits = 0;
        boolean point = false;
        for (; at < exponentAt; at++) {
            byte c = text[at];
            if (c == '.' && !point) {
                point = true;
                continue;
            }
            if (c < '0' || c > '9') {
                throw malformed(text, offset, length);
            }
            digits++;
            power -= point ? 1 : 0;
            if (c == '0') {
                zeros++;
            } else {
                mantissa = raised(mantissa, zeros + 1);
                mantissa = mantissa > MAX_MANTISSA ? TOO_LARGE : mantissa + (c - '0');
                zeros = 0;
            }
        }
        if (digits == 0) {
            throw malformed(text, offset, length);
        }
        if (mantissa == 0) {
            return 0;
        }
        if (power + zeros < 0) {
            throw tooFine(text, offset, length, scale);
        }
        long value = raised(mantissa, power + zeros);
        if (value > MAX_MANTISSA) {
            throw tooLarge(text, offset, length, scale);
        }
        return negative ? -value : value;
    }

    /**
     * Decimals that a text needs, more than {@link #MAX_SCALE} perhaps: 2 for {@code 101.2500}, 7
     * for {@code 1E-7}, 0 for {@code 1E3}.
     *
     * @throws NumberFormatException when the text is no decimal.
     */
    public static int scaleOf(byte[] text, int offset, int length) {
        int end = offset + length;
        int exponentAt = indexOfExponent(text, offset, end);
        int exponent = exponent(text, offset, length, exponentAt);
        int pointAt = -1;
        int lastNonZero = -1;
        int digits = 0;
        for (int at = offset; at < exponentAt; at++) {
            byte c = text[at];
            if (c == '.' && pointAt < 0) {
                pointAt = at;
            } else if (c >= '0' && c <= '9') {
                digits++;
                lastNonZero = c == '0' ? lastNonZero : at;
            } else if (at > offset || (c != '-' && c != '+')) {
                throw malformed(text, offset, length);
            }
        }
        if (digits == 0) {
            throw malformed(text, offset, length);
        }
        if (lastNonZero < 0) {
            return 0;
        }
        int units = pointAt < 0 ? exponentAt : pointAt;
        int decimals = lastNonZero > units ? lastNonZero - units : lastNonZero - units + 1;
        return Math.max(0, decimals - exponent);
    }

    /** Plain decimal text, all {@code scale} decimals shown: {@code format(10120, 2)} is 101.20. */
    public static String format(long mantissa, int scale) {
        StringBuilder text = new StringBuilder(24);
        appendTo(text, mantissa, scale);
        return text.toString();
    }

    /** Plain decimal text without trailing zeros: {@code formatPlain(10120, 2)} is 101.2. */
    public static String formatPlain(long mantissa, int scale) {
        long shortest = mantissa;
        int left = scale;
        while (left > 0 && shortest % 10 == 0) {
            shortest /= 10;
            left--;
        }
        return format(shortest, left);
    }

    /**
     * Appends {@link #format} of a mantissa; allocates nothing but what {@code out} grows by.
     *
     * @param scale decimals to show; of a notional it may exceed {@link #MAX_SCALE}, or be negative
     *     and then adds zeros.
     * @throws IllegalArgumentException when the mantissa is {@link #NULL}: no text stands for it.
     */
    public static void appendTo(StringBuilder out, long mantissa, int scale) {
        if (mantissa == NULL) {
            throw new IllegalArgumentException(
                    "mantissa is Decimals.NULL, \"no value\"; test for it before formatting");
        }
        if (mantissa < 0) {
            out.append('-');
        }
        long magnitude = Math.abs(mantissa);
        if (scale <= 0) {
            out.append(magnitude);
            appendZeros(out, magnitude == 0 ? 0 : -scale);
            return;
        }
        int shown = Math.min(scale, POWERS_OF_TEN.length - 1);
        long unit = POWERS_OF_TEN[shown];
        long whole = magnitude / unit;
        if (scale > shown) {
            out.append("0.");
            appendZeros(out, scale - shown - 1);
            out.append((char) ('0' + whole));
        } else {
            out.append(whole).append('.');
        }
        long fraction = magnitude % unit;
        for (long digit = unit / 10; digit > 0; digit /= 10) {
            out.append((char) ('0' + fraction / digit % 10));
        }
    }

    private static void appendZeros(StringBuilder out, int count) {
        for (int i = 0; i < count; i++) {
            out.append('0');
        }
    }

    /** A mantissa times a power of ten; {@link #TOO_LARGE} when it exceeds the largest. */
    private static long raised(long mantissa, int power) {
        if (mantissa == 0) {
            return 0;
        }
        long value = mantissa;
        for (int left = power; left > 0 && value <= MAX_MANTISSA; left--) {
            value *= 10;
        }
        return value <= MAX_MANTISSA ? value : TOO_LARGE;
    }

    private static int indexOfExponent(byte[] text, int offset, int end) {
        for (int at = offset; at < end; at++) {
            if (text[at] == 'e' || text[at] == 'E') {
                return at;
            }
        }
        return end;
    }

    /** The number after the E at {@code exponentAt}; 0 when there is no E. */
    private static int exponent(byte[] text, int offset, int length, int exponentAt) {
        int end = offset + length;
        if (exponentAt == end) {
            return 0;
        }
        int at = exponentAt + 1;
        boolean negative = at < end && text[at] == '-';
        if (negative || (at < end && text[at] == '+')) {
            at++;
        }
        if (at == end) {
            throw malformed(text, offset, length);
        }
        int value = 0;
        for (; at < end; at++) {
            if (text[at] < '0' || text[at] > '9') {
                throw malformed(text, offset, length);
            }
            value = Math.min(value * 10 + (text[at] - '0'), FAR_EXPONENT);
        }
        return negative ? -value : value;
    }

    private static NumberFormatException malformed(byte[] text, int offset, int length) {
        return new NumberFormatException(quoted(text, offset, length) + " is not a decimal number");
    }

    private static NumberFormatException tooFine(byte[] text, int offset, int length, int scale) {
        return new NumberFormatException(
                quoted(text, offset, length)
                        + " needs more decimals than scale="
                        + scale
                        + " keeps; raise the scale");
    }

    private static NumberFormatException tooLarge(byte[] text, int offset, int length, int scale) {
        return new NumberFormatException(
                quoted(text, offset, length)
                        + " at scale="
                        + scale
                        + " exceeds 2^53-1; lower the scale");
    }

    private static String quoted(byte[] text, int offset, int length) {
        int shown = Math.min(length, 40);
        String start = new String(text, offset, shown, StandardCharsets.UTF_8);
        return '"' + start + (shown < length ? "…" : "") + '"';
    }
}
